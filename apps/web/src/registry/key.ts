import type { ConfabClient } from '@confab/client';
import type { NavigateFunction } from '../lib/router/index.ts';
import type { Overlays } from './overlays.ts';

/** A key of the keyboard, as the list of keys shows it. */
export type ListedKey = {
  group: KeyGroup;
  order: number;
  /** As they are written on this machine. */
  names: () => readonly string[];
  label: () => string;
};

/** One that works everywhere. */
export type Key = ListedKey & {
  isPressed: (event: KeyboardEvent) => boolean;
  run: (place: KeyPlace, event: KeyboardEvent) => void;
};

export type KeyGroup = 'everywhere' | 'writing' | 'messages';

export type KeyPlace = { client: ConfabClient; navigate: NavigateFunction; overlays: Overlays };

export function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)
  );
}
