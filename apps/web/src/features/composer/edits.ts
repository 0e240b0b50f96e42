import { keepEdit, readKeptEdit } from '../../lib/kept-edits.ts';
import type { EditBase } from './composing.ts';

export type Edited = { base: EditBase; text: string };

export function readEdit(userId: string, chatId: string): Edited | null {
  const kept = readKeptEdit(userId, chatId);
  return kept && isBaseOf(kept.base, chatId) ? { base: kept.base, text: kept.text } : null;
}

export function writeEdit(userId: string, chatId: string, edited: Edited): void {
  keepEdit(userId, chatId, edited);
}

export function forgetEdit(userId: string, chatId: string): void {
  keepEdit(userId, chatId, null);
}

/** This page wrote it, perhaps in another version: what the editing needs of a message has to be there. */
function isBaseOf(base: object, chatId: string): base is EditBase {
  const { content, clientId, seq, rev, id } = base as Partial<Record<string, unknown>>;
  const isPlaced = typeof seq === 'number' && typeof rev === 'number' && typeof id === 'string';
  const isOfChat = 'chatId' in base && base.chatId === chatId;
  return isOfChat && typeof content === 'string' && (isPlaced || (!('seq' in base) && typeof clientId === 'string'));
}
