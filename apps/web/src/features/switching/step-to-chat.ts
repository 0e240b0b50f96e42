import { chatsByRecency } from '@confab/client';
import type { KeyPlace } from '../../registry/key.ts';
import { isInDialog } from '../../registry/key.ts';
import { addressedChat } from './hand-over.ts';
import { goToChat } from './use-go-to.ts';

export function isStepKey({ key, altKey, ctrlKey, target }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && stepOf(key) !== 0 && !isInDialog(target);
}

export function stepToChat({ client, navigate }: KeyPlace, { key }: KeyboardEvent): void {
  const chats = chatsByRecency(client.getState().chats);
  // Of the address, not of the page: the key may be pressed again before the page has followed.
  const current = addressedChat();
  const index = chats.findIndex(({ id }) => id === current);
  const next = chats[nextIndex(index, stepOf(key), chats.length)]?.id;
  if (next !== undefined && next !== current) goToChat({ client, navigate }, next);
}

function stepOf(key: string): number {
  return key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
}

function nextIndex(index: number, step: number, length: number): number {
  if (index < 0) return 0;
  return Math.min(length - 1, Math.max(0, index + step));
}
