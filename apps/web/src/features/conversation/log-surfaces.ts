import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

/** What a finger does to messages. Without it they can be read all the same, and nothing says so. */
export const TouchActions = lazySurface(
  async () => (await import('./TouchActions.tsx')).TouchActions,
  () => null,
  {
    prefetchOrder: 1,
  },
);

/** Without it a message can be read all the same, and keys do what it does. */
export const MessageToolbar = lazySurface(
  async () => (await import('./MessageToolbar.tsx')).MessageToolbar,
  () => null,
  { prefetchOrder: 0 },
);

/** Seen only while one scrolls. */
export const StickyDay = lazySurface(
  async () => (await import('./StickyDay.tsx')).StickyDay,
  () => null,
  {
    prefetchOrder: 2,
  },
);

export const MessageSheet = lazySurface(async () => (await import('./MessageSheet.tsx')).MessageSheet, DialogFailure, {
  prefetchOrder: 40,
});

/** Of a chat in which nobody has spoken. */
export const HistoryHint = lazySurface(
  async () => (await import('./HistoryHint.tsx')).HistoryHint,
  () => null,
  { prefetchOrder: 20 },
);

/** Seen once one is elsewhere than at the newest message. */
export const JumpButtons = lazySurface(
  async () => (await import('./JumpButtons.tsx')).JumpButtons,
  () => null,
  {
    prefetchOrder: 3,
  },
);

/** Says what comes; what was there before it is read in the log. */
export const Announcer = lazySurface(
  async () => (await import('./Announcer.tsx')).Announcer,
  () => null,
  {
    prefetchOrder: 3,
  },
);

/** Of a message that waits, or was refused. */
export const PendingActions = lazySurface(
  async () => (await import('./PendingActions.tsx')).PendingActions,
  () => null,
  {
    prefetchOrder: 9,
  },
);

/** Its height is there without it. */
export const TypingLine = lazySurface(
  async () => (await import('./TypingLine.tsx')).TypingLine,
  () => null,
  {
    prefetchOrder: 3,
  },
);

export const PendingRefusal = lazySurface(
  async () => (await import('./PendingRefusal.tsx')).PendingRefusal,
  () => null,
  {
    prefetchOrder: 9,
  },
);

/** In the place of the composer, which is kept for it. */
export const WritingNote = lazySurface(
  async () => (await import('./WritingNote.tsx')).WritingNote,
  () => null,
  { prefetchOrder: 3 },
);
