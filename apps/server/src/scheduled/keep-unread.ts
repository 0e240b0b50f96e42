import { documentKey, unreadDocument } from '@confab/protocol';
import { documentIdOf } from '@confab/protocol/threads';
import type { z } from 'zod';
import { blockedBy, countBlocked } from '../blocking/index.ts';
import { putDocument, type PutContext, readDocument } from '../personal/index.ts';
import { mentionCount, type Storage, unreadCount } from '../storage/index.ts';

type Mark = z.infer<typeof unreadDocument.value>;

/**
 * What somebody has not read of a chat, or of a thread that they follow, as a mark says it (D41); null where there is nothing. What people
 * wrote whom they block is nothing to come back to (D82).
 */
export async function readUnread(storage: Storage, chatId: string, userId: string): Promise<Mark | null> {
  const position = await storage.db
    .selectFrom('members as me')
    .innerJoin('chats', 'chats.id', 'me.chat_id')
    .where('me.chat_id', '=', chatId)
    .where('me.user_id', '=', userId)
    .select(['me.read_seq as readSeq', 'chats.seq as upTo'])
    .select([unreadCount('chats', 'me').as('unread'), mentionCount('chats', 'me').as('mentions')])
    .executeTakeFirst();
  if (!position || position.unread === 0) return null;
  const blockedIds = await blockedBy(storage, userId);
  const [unheard] = await countBlocked(storage, { userId, blockedIds, chatIds: [chatId] });
  const { readSeq, upTo } = position;
  const unread = position.unread - (unheard?.unread ?? 0);
  const mentions = Math.max(0, position.mentions - (unheard?.mentions ?? 0));
  return unread > 0 ? { seq: readSeq + 1, upTo, unread, mentions } : null;
}

/** Sending has moved the position past it (D21), and nobody has looked: it stays unread, beside what was marked before. */
export async function markUnread(
  context: PutContext & { storage: Storage },
  { chatId, userId, mark }: { chatId: string; userId: string; mark: Mark },
): Promise<void> {
  const key = documentKey(unreadDocument.kind, documentIdOf(chatId));
  const before = unreadDocument.value.safeParse((await readDocument(context.storage.db, userId, key))?.value).data;
  const value = before
    ? { ...mark, seq: before.seq, unread: mark.unread + before.unread, mentions: mark.mentions + before.mentions }
    : mark;
  await putDocument(context, { userId, key, value, by: null });
}
