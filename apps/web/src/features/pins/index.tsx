import type { ClientState, ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import { maySteer } from '@confab/protocol/permissions';
import { isThreadId } from '@confab/protocol/threads';
import { Pin, PinOff } from 'lucide-react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import type { WebFeature } from '../../registry/web-feature.ts';
import { actorIn } from '../../session/client.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

const PinnedSection = lazySurface(async () => (await import('./PinnedSection.tsx')).PinnedSection, PaneFailure, {
  prefetchOrder: 72,
});

const isPinned = ({ pin }: Message): boolean => pin !== undefined;
/** Older servers pin nothing. */
const isKept = ({ features }: ClientState): boolean => features.includes('pins');

export const pins: WebFeature = {
  name: 'pins',
  messageActions: [
    {
      name: 'pin',
      order: 60,
      icon: Pin,
      label: () => t`Pin`,
      back: { isOn: isPinned, icon: PinOff, label: () => t`Unpin` },
      isFor: mayPin,
      run: ({ client, message }) => void toggle(client, message),
    },
  ],
  messageParts: [{ name: 'pin', order: 5, isFor: isPinned, Part: PinMark }],
  detailsSections: [{ name: 'pinned', order: 60, isFor: (_chat, state) => isKept(state), Section: PinnedSection }],
  systemWords: {
    'message-pinned': (_event, { actor }) => t`${actor} pinned a message`,
    'pinning-changed': ({ chatParts }, { actor }) =>
      chatParts.pinning === 'everyone'
        ? t`${actor} lets everyone pin messages`
        : t`${actor} lets only owners and admins pin messages`,
  },
  errorWords: {
    'too-many-pins': () => t`This chat has as many pinned messages as it can hold. Unpin one first.`,
  },
};

function mayPin({ chatId }: Message, state: ClientState): boolean {
  const me = actorIn(state, chatId);
  return me !== null && !isThreadId(chatId) && isKept(state) && maySteer(me, state.chats.get(chatId)?.parts?.pinning);
}

async function toggle(client: ConfabClient, message: Message): Promise<void> {
  try {
    await (isPinned(message) ? client.unpin(message) : client.pin(message));
  } catch (reason) {
    tell(failureText(reason));
  }
}

function PinMark() {
  return (
    <p className="mt-0.5 flex items-center gap-1.25 text-2xs text-muted">
      <Pin className="size-3 shrink-0 text-accent-text" strokeWidth={2} aria-hidden="true" />
      {t`Pinned`}
    </p>
  );
}
