import type { KeyPlace } from '../../registry/key.ts';
import { isInDialog } from '../../registry/key.ts';
import { listedChats } from '../chat-list/index.ts';
import { addressedChat } from './hand-over.ts';
import { goToChat } from './use-go-to.ts';

export function isStepKey({ key, altKey, ctrlKey, target }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && stepOf(key) !== 0 && !isInDialog(target);
}

export function stepToChat({ client, navigate }: KeyPlace, { key }: KeyboardEvent): void {
  // Of the address, not of the page: the key may be pressed again before the page has followed.
  const current = addressedChat();
  const chatIds = listedChats(client.getState(), current);
  const next = chatIds[nextIndex(current === null ? -1 : chatIds.indexOf(current), stepOf(key), chatIds.length)];
  if (next !== undefined && next !== current) goToChat({ client, navigate }, next);
}

function stepOf(key: string): number {
  return key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
}

function nextIndex(index: number, step: number, length: number): number {
  if (index < 0) return 0;
  return Math.min(length - 1, Math.max(0, index + step));
}
