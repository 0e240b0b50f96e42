import type { Message } from '@confab/protocol';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import { findLinks } from '@confab/text';

/** What can be asked of a message beside its words: a name, a colon, a value. No word has a colon. */
export type Fact = string;

/** Everybody is meant. */
export const mentionsAll: Fact = 'mentions:*';

/** Where it was said: a thread is told by its chat. */
export function chatFact({ chatId }: Pick<Message, 'chatId'>): Fact {
  return `chat:${doorOf(chatId)}`;
}

/** True of a message that can be found, and nothing is of any other. */
export function factsOf(message: Message): Fact[] {
  const { senderId, chatId, content, files = [], mentions, reactions, pin, thread } = message;
  const facts = [`from:${senderId}`, chatFact(message)];
  if (mentions) {
    facts.push(...mentions.userIds.map((userId) => `mentions:${userId}`));
    if (mentions.all === 'everyone') facts.push(mentionsAll);
  }
  if (files.length > 0) facts.push('has:file');
  if (files.some(({ type }) => type.startsWith('image/'))) facts.push('has:image');
  if (reactions.length > 0) facts.push('has:reaction');
  if (findLinks(content).length > 0) facts.push('has:link');
  if (pin) facts.push('is:pinned');
  if (thread || isThreadId(chatId)) facts.push('is:thread');
  return facts;
}

/**
 * What is looked through of a message: what was said, and the names of its files. Null: it can't be found. What a thread tells its chat
 * too is found once, in the thread.
 */
export function searchedTexts({ kind, deletedAt, content, fromThread, files = [] }: Message): string[] | null {
  if (kind !== 'text' || deletedAt !== null || fromThread) return null;
  return [content, ...files.map(({ name }) => name)];
}
