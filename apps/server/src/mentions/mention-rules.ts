import type { Mentions } from '@confab/protocol';
import { isNamed, withSince } from '@confab/protocol/mentions';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { mayMentionAll } from '@confab/protocol/permissions';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import { forgetActivity, noteActivity } from '../activity/activity-rules.ts';
import { askWhoIsNamed } from '../notifications/derive-rules.ts';
import { hasPermission } from '../place/people-rules.ts';
import { followThoseThere } from '../threads/thread-rules.ts';
import { look, type MessageRow, type PartRules, placesOf, query, type Seen, type Work } from '../storage/rule.ts';

/** What a text asks for, as it was read before the transaction: who of these is a member is known only there. */
export interface AskedMentions {
  /** Usernames in lower case. */
  names: readonly string[];
  all?: 'everyone' | 'here' | undefined;
  /** Of the members who are online, for `here`. */
  present?: readonly string[] | undefined;
}

/** In the index: all members of the chat. A group of 10,000 is one row. */
const everybody = '*';

/** The part of a message that is about to be sent holds `AskedMentions`, and what is kept are `Mentions`. */
export const mentionsPart: PartRules<AskedMentions & Mentions> = {
  resolve: (asked, draft) => findMentioned(asked, draft),
  *sent(mentions, message) {
    yield* index(mentions, message);
    yield* note(mentions, message, message.created_at);
  },
  *gone(mentions, message) {
    yield* unindex(mentions, message);
  },
};

/** The parts of a message whose text is about to be changed, and the index with them. Who is mentioned anew is told of it. */
export function* editMentions(message: MessageRow, asked: AskedMentions | null, at: number): Work<string | null> {
  const { mentions: before, ...others } = decodeParts(message.parts);
  if (!before && !asked) return message.parts;
  const place = { chatId: message.chat_id, senderId: message.sender_id };
  const found = asked && (yield* findMentioned(asked, place));
  const after = found && withSince(before, found, at);
  if (isOtherwise(before, after, at)) yield* askWhoIsNamed(message, at);
  if (before) {
    yield* unindex(before, message);
    const dropped = indexed(before).filter((userId) => !after || !indexed(after).includes(userId));
    yield* forgetActivity({ ...mentionAt(message), userIds: dropped });
  }
  if (!after) return encodeParts(others);
  yield* index(after, message);
  const known = before ? indexed(before) : [];
  const added = indexed(after).filter((userId) => !known.includes(userId));
  yield* noteActivity({ ...mentionAt(message), userIds: added, at });
  if (isThreadId(message.chat_id)) {
    const anew = after.userIds.filter((userId) => !before || !isNamed(before, userId));
    yield* followThoseThere(message.chat_id, anew, { readSeq: message.seq - 1, at });
  }
  return encodeParts({ ...others, mentions: after });
}

/** Somebody is named who was not, or the other way round. */
function isOtherwise(before: Mentions | undefined, after: Mentions | null, at: number): boolean {
  if (Object.values(after?.since ?? {}).includes(at)) return true;
  return before !== undefined && indexed(before).some((userId) => !after || !isNamed(after, userId));
}

function* findMentioned(
  asked: AskedMentions,
  { chatId, senderId }: { chatId: string; senderId: string },
): Work<Mentions | null> {
  const all = asked.all && (yield* mayAskAll(chatId, senderId)) ? asked.all : null;
  const present = all === 'here' ? (asked.present ?? []) : [];
  const found = yield* findMembers(chatId, asked.names, present);
  const userIds = found.filter((userId) => userId !== senderId);
  if (userIds.length === 0 && all !== 'everyone') return null;
  return { userIds, ...(all && { all }) };
}

/** Of a group, and where it leaves that to whoever writes. Elsewhere `@everyone` is a word like others. */
function* mayAskAll(chatId: string, senderId: string): Work<boolean> {
  const chat: Seen | null = yield* look(chatId, { userIds: [senderId], inThread: true });
  const role = chat?.roleOf(senderId) ?? null;
  if (!chat || role === null || chat.kind === 'direct') return false;
  if (!mayMentionAll({ role, chatKind: chat.kind }, chat.parts.mentioning)) return false;
  return yield* hasPermission(senderId, 'mention-all');
}

/** Members of the chat, by their names or by their ids. */
function* findMembers(chatId: string, names: readonly string[], userIds: readonly string[]): Work<string[]> {
  if (names.length + userIds.length === 0) return [];
  const named = `user_id in (select id from users where username in (${placesOf(names, 2)}))`;
  const known = `user_id in (${placesOf(userIds, 2 + names.length)})`;
  const wanted = [...(names.length > 0 ? [named] : []), ...(userIds.length > 0 ? [known] : [])];
  const door = doorOf(chatId);
  const each = wanted.map((condition) => `select user_id from members where chat_id = $1 and ${condition}`);
  const rows = yield* query<[userId: string]>(`${each.join(' union ')} order by user_id`, [door, ...names, ...userIds]);
  return rows.map(([userId]) => userId);
}

/** Under whom it stands in the index. Each person once: whoever is named beside `@everyone` is one of these. */
export function indexed({ userIds, all }: Mentions): string[] {
  return all === 'everyone' ? [everybody] : userIds;
}

function* index(mentions: Mentions, { chat_id, seq }: MessageRow): Work<void> {
  const userIds = indexed(mentions);
  const rows = userIds.map((_, place) => `($${place + 3}, $1, $2)`).join(', ');
  yield* query(`insert into mentions (user_id, chat_id, seq) values ${rows}`, [chat_id, seq, ...userIds]);
}

function* unindex(mentions: Mentions, { chat_id, seq }: MessageRow): Work<void> {
  const userIds = indexed(mentions);
  const sql = `delete from mentions where chat_id = $1 and seq = $2 and user_id in (${placesOf(userIds, 3)})`;
  yield* query(sql, [chat_id, seq, ...userIds]);
}

function* note(mentions: Mentions, message: MessageRow, at: number): Work<void> {
  yield* noteActivity({ ...mentionAt(message), userIds: indexed(mentions), at });
}

function mentionAt({ chat_id: chatId, seq, sender_id: by }: MessageRow) {
  return { kind: 'mention' as const, chatId, seq, by };
}
