import type { GroupEvent } from '@confab/protocol';
import { decodeParts } from '@confab/protocol/message-parts';
import {
  addMembers,
  appendSystem,
  chatRule,
  look,
  notFoundDetail,
  query,
  refuse,
  toMessage,
  type Work,
} from '../storage/rule.ts';

/** The same on every database, in every script. */
export function foldGroupName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** From now on anybody finds it, or nobody does. */
export function* listGroup(chatId: string, name: string): Work<void> {
  yield* unlistGroup(chatId);
  yield* query('insert into public_groups (chat_id, search_name) values ($1, $2)', [chatId, foldGroupName(name)]);
}

export function* unlistGroup(chatId: string): Work<void> {
  yield* query('delete from public_groups where chat_id = $1', [chatId]);
}

/** Goings that are looked through: the text of others may hold the same id. */
const lookedThrough = 50;

export interface Joining {
  chatId: string;
  actorId: string;
  content: string;
  at: number;
}

/** Null where the person is in it already. */
export const joinGroupRule = chatRule('join-group', function* ({ chatId, actorId, content, at }: Joining) {
  const group = yield* look(chatId, { userIds: [actorId] });
  if (group?.roleOf(actorId)) return null;
  if (!group || group.kind !== 'group' || group.parts.visibility !== 'public') refuse('not-found', notFoundDetail);
  if (yield* wasRemoved(chatId, actorId)) {
    refuse('forbidden', 'You were removed from this group. Somebody in it can add you again.');
  }
  // As if somebody had added them: clients and nodes of every version know what that means.
  const event: GroupEvent = { type: 'members-added', userIds: [actorId] };
  const message = yield* appendSystem({ chatId, senderId: actorId, event, content, at });
  const { created_at: joinedAt, seq: readSeq } = message;
  yield* addMembers({ chatId, userIds: [actorId], role: 'member', joinedAt, readSeq });
  return toMessage(message);
});

/** By somebody else, the last time that they went. */
export function* wasRemoved(chatId: string, userId: string): Work<boolean> {
  const rows = yield* query<[senderId: string, parts: string | null]>(
    `select sender_id, parts from messages where chat_id = $1 and kind = 'system' and parts like $2
      order by seq desc limit ${lookedThrough}`,
    [chatId, `%"${userId}"%`],
  );
  for (const [senderId, parts] of rows) {
    const { event } = decodeParts(parts);
    if (event?.type === 'member-removed' && event.userId === userId) return senderId !== userId;
    if (event?.type === 'member-left' && event.userId === userId) return false;
  }
  return false;
}
