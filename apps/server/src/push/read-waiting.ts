import { doorOf } from '@confab/protocol/threads';
import type { SaidMessage } from '../notifications/index.ts';
import type { Storage } from '../storage/index.ts';

/** A log as one of its members finds it. */
export interface WaitingLog {
  logId: string;
  /** Of the chat that it is, or that it belongs to. */
  kind: 'direct' | 'group';
  chatName: string | null;
  readSeq: number;
  /** What others wrote and was not read, the newest first: so many that more would be said no other way. */
  messages: readonly SaidMessage[];
}

/** Of more nobody is told how many. */
const countedMax = 30;

/** Null for who is not in it: removed, or no follower of the thread any more. */
export async function readWaiting(
  { db }: Pick<Storage, 'db'>,
  userId: string,
  logId: string,
): Promise<WaitingLog | null> {
  const member = await db
    .selectFrom('members as me')
    .innerJoin('chats as door', (join) => join.on('door.id', '=', doorOf(logId)))
    .innerJoin('members as in_door', (join) =>
      join.onRef('in_door.chat_id', '=', 'door.id').on('in_door.user_id', '=', userId),
    )
    .select(['me.read_seq', 'door.kind', 'door.name'])
    .where('me.chat_id', '=', logId)
    .where('me.user_id', '=', userId)
    .executeTakeFirst();
  if (!member) return null;
  const rows = await db
    .selectFrom('messages')
    .select(['seq', 'sender_id', 'content', 'created_at', 'parts'])
    .where('chat_id', '=', logId)
    .where('seq', '>', member.read_seq)
    .where('kind', '=', 'text')
    .where('deleted_at', 'is', null)
    .where('sender_id', '!=', userId)
    .orderBy('seq', 'desc')
    .limit(countedMax)
    .execute();
  return {
    logId,
    kind: member.kind === 'direct' ? 'direct' : 'group',
    chatName: member.name,
    readSeq: member.read_seq,
    messages: rows.map(({ sender_id, created_at, ...row }) => ({ ...row, senderId: sender_id, at: created_at })),
  };
}
