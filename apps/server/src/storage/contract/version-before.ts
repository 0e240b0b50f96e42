import type { Message } from '@confab/protocol';
import { type Kysely, sql } from 'kysely';
import { messageId } from '../chat-log.ts';
import type { Database } from '../schema.ts';
import { newId } from './fixtures.ts';

/** Rows as the version before message parts wrote them: reactions and events in columns of their own. */
export async function plantAsBefore(db: Kysely<Database>) {
  const [chatId, owner, member] = [newId(), newId(), newId()];
  const at = Date.UTC(2026, 9, 1);
  await sql`insert into chats (id, kind, name, direct_key, created_by, created_at, seq, rev, last_at)
    values (${chatId}, 'group', 'Climbing', null, ${owner}, ${at}, 4, 6, ${at + 3})`.execute(db);
  for (const userId of [owner, member]) {
    await sql`insert into members (chat_id, user_id, role, joined_at, read_seq)
      values (${chatId}, ${userId}, ${userId === owner ? 'owner' : 'member'}, ${at}, 0)`.execute(db);
  }
  const plain = {
    chatId,
    senderId: owner,
    clientId: null,
    editedAt: null,
    deletedAt: null,
    reactions: [],
    event: null,
  };
  const place = (seq: number, rev: number) => {
    return { id: messageId(chatId, seq), seq, rev, createdAt: new Date(at + seq - 1).toISOString() };
  };
  const messages: Message[] = [
    { ...plain, ...place(1, 1), kind: 'text', content: 'plain "quoted" \\ 🙂' },
    {
      ...plain,
      ...place(2, 5),
      kind: 'text',
      content: 'reacted to',
      reactions: [{ emoji: '👍', userIds: [member, owner] }],
    },
    {
      ...plain,
      ...place(3, 6),
      kind: 'system',
      content: 'renamed it',
      reactions: [{ emoji: '🎂', userIds: [owner] }],
      event: { type: 'renamed', name: 'Climbing "outside"' },
    },
    { ...plain, ...place(4, 4), kind: 'system', content: 'left', event: { type: 'member-left', userId: newId() } },
  ];
  for (const message of messages) await insertAsBefore(db, message, at);
  return { chatId, owner, member, rev: 6, messages };
}

async function insertAsBefore(db: Kysely<Database>, message: Message, at: number): Promise<void> {
  const { chatId, seq, rev, kind, senderId, content } = message;
  const reactions = message.reactions.length > 0 ? JSON.stringify(message.reactions) : null;
  const event = message.event && JSON.stringify(message.event);
  const touched = rev === seq ? null : 1;
  await sql`insert into messages (chat_id, seq, rev, kind, sender_id, content, created_at, reactions, event, touched)
    values (${chatId}, ${seq}, ${rev}, ${kind}, ${senderId}, ${content}, ${at + seq - 1}, ${reactions}, ${event}, ${touched})`.execute(
    db,
  );
}
