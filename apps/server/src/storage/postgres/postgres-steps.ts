import type { Role } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { hashContent } from '../content-hash.ts';
import { messageColumnsOf, type MessageRow, type MessageTuple, toMessageRow } from '../message-columns.ts';
import type { AsyncSteps, LookAsk, SeenChat, Steps } from '../rule-steps.ts';
import { appendedRow, changedRow, sentRow } from '../sent-message.ts';
import type { Query, Queryable } from './connections.ts';
import { findSends, sendQuery, type SentTuple } from './send-batch.ts';

type Ask<Name extends keyof Steps> = Steps[Name]['ask'];

/** The steps of rules, on the connection of their transaction. The rows of the chats are locked. */
export class PostgresSteps implements AsyncSteps {
  readonly #on: Queryable;

  constructor(on: Queryable) {
    this.#on = on;
  }

  async look(ask: Ask<'look'>): Promise<SeenChat | null> {
    type Tuple = [
      kind: 'direct' | 'group',
      name: string | null,
      parts: string | null,
      seq: number,
      rev: number,
      userIds: string[],
      roles: Role[],
      members: number | null,
      owners: number | null,
      messageSeq: number | null,
      editedRev: number | null,
      ...MessageTuple,
    ];
    const [found] = await this.#on.query<Tuple>(lookQuery(ask));
    if (!found) return null;
    const [kind, name, parts, seq, rev, userIds, roles, members, owners, messageSeq, edited_rev, ...tuple] = found;
    return {
      kind,
      name,
      parts,
      seq,
      rev,
      roles: new Map(userIds.map((userId, index) => [userId, roles[index] ?? 'member'])),
      message: messageSeq === null ? null : { ...toMessageRow(tuple), edited_rev },
      counts: members === null || owners === null ? null : { members, owners },
    };
  }

  async append(message: Ask<'append'>): Promise<MessageRow> {
    const { chatId, senderId, kind, content, parts, at } = message;
    const [place] = await this.#on.query<[seq: number, rev: number, at: number]>({
      name: `confab_append_${kind}`,
      text: `with head as (
          update chats set seq = seq + 1, rev = rev + 1, last_at = greatest(last_at, $6) where id = $1
          returning seq, rev, last_at)
        ${kind === 'text' ? moveReadPosition : ''}
        insert into messages (chat_id, seq, rev, kind, sender_id, content, parts, created_at)
        select $1, seq, rev, $3, $2, $4, $5, last_at from head returning seq, rev, created_at`,
      values: [chatId, senderId, kind, content, parts, at],
    });
    if (!place) throw new TypeError(`There is no chat ${chatId}.`);
    const [seq, rev, stampedAt] = place;
    return appendedRow(message, { seq, rev, at: stampedAt });
  }

  async 'find-send'(send: Ask<'find-send'>): Promise<Steps['find-send']['answer']> {
    const [found] = await findSends(this.#on, [send]);
    return found ?? { isMember: false, mayPost: false, first: null };
  }

  async 'write-send'(send: Ask<'write-send'>): Promise<MessageRow> {
    const [sent] = await this.#on.query<SentTuple>(sendQuery([send]));
    if (!sent) throw new TypeError('A send that was found to be new was not written.');
    const [, seq, rev, at] = sent;
    return sentRow(send, { seq, rev, at });
  }

  async change({ before, changes }: Ask<'change'>): Promise<MessageRow> {
    const after = changedRow(before, changes, 0);
    if (before.content !== after.content) await this.#keepContentHash(before);
    const [changed] = await this.#on.query<[rev: number]>({
      name: 'confab_update_message',
      text: `with head as (update chats set rev = rev + 1 where id = $1 returning rev)
        update messages set rev = head.rev, content = $3, edited_at = $4, deleted_at = $5, parts = $6, touched = 1,
          edited_rev = case when content = $3 then edited_rev else head.rev end
        from head where chat_id = $1 and seq = $2 returning messages.rev`,
      values: [after.chat_id, after.seq, after.content, after.edited_at, after.deleted_at, after.parts],
    });
    if (!changed) throw new TypeError(`There is no message ${after.seq} in chat ${after.chat_id}.`);
    return changedRow(before, changes, changed[0]);
  }

  async 'add-members'({ chatId, userIds, role, joinedAt, readSeq }: Ask<'add-members'>): Promise<null> {
    const text = `insert into members (chat_id, user_id, role, joined_at, read_seq)
      select $1, user_id, $3, $4, $5 from unnest($2::text[]) as added (user_id)`;
    return await this.#run({ text, values: [chatId, userIds, role, joinedAt, readSeq] });
  }

  async 'remove-member'({ chatId, userId }: Ask<'remove-member'>): Promise<null> {
    // Those of its threads too: their ids begin with that of the chat and the mark. In order, as others lock them.
    const text = `with gone as (
        select chat_id from members
        where user_id = $2 and (chat_id = $1 or (chat_id >= $1 || '~' and chat_id < $1 || '~~')) order by chat_id for update)
      delete from members using gone where members.chat_id = gone.chat_id and members.user_id = $2`;
    return await this.#run({ text, values: [chatId, userId] });
  }

  async 'set-role'({ chatId, userId, role }: Ask<'set-role'>): Promise<null> {
    const text = 'update members set role = $3 where chat_id = $1 and user_id = $2';
    return await this.#run({ text, values: [chatId, userId, role] });
  }

  async rename({ chatId, name }: Ask<'rename'>): Promise<null> {
    return await this.#run({ text: 'update chats set name = $2 where id = $1', values: [chatId, name] });
  }

  async 'set-chat-parts'({ chatId, parts }: Ask<'set-chat-parts'>): Promise<null> {
    return await this.#run({ text: 'update chats set parts = $2 where id = $1', values: [chatId, parts] });
  }

  async 'create-chat'(chat: Ask<'create-chat'>): Promise<Steps['create-chat']['answer']> {
    const { chatId, kind, name, directKey, creatorId, members, at } = chat;
    const created = await this.#on.query({
      text: `insert into chats (id, kind, name, direct_key, created_by, created_at, last_at)
        values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing returning id`,
      values: [chatId, kind, name, directKey, creatorId, at],
    });
    if (created.length === 0) return { chatId: await this.#existingChat(chatId, directKey), isNew: false };
    const roles = new Map(members.map(({ userId, role }) => [userId, role]));
    await this.#run({
      text: `insert into members (chat_id, user_id, role, joined_at)
        select $1, user_id, role, $4 from unnest($2::text[], $3::text[]) as added (user_id, role)`,
      values: [chatId, [...roles.keys()], [...roles.values()], at],
    });
    return { chatId, isNew: true };
  }

  async query({ sql, values }: Ask<'query'>): Promise<unknown[][]> {
    return await this.#on.query({ text: sql, values: [...values] });
  }

  async #existingChat(chatId: string, directKey: string | null): Promise<string> {
    const [existing] = await this.#on.query<[id: string]>({
      text: 'select id from chats where direct_key = $2 or id = $1 order by direct_key is not distinct from $2 desc',
      values: [chatId, directKey],
    });
    return existing?.[0] ?? chatId;
  }

  /** The first change of the content: from here on only its hash can tell a retry of the send. */
  async #keepContentHash(row: MessageRow): Promise<void> {
    if (row.client_id === null || row.edited_at !== null) return;
    const text = 'update sends set content_hash = $1 where sender_id = $2 and client_id = $3';
    await this.#run({ text, values: [hashContent(row.content), row.sender_id, row.client_id] });
  }

  async #run(query: Query): Promise<null> {
    await this.#on.query(query);
    return null;
  }
}

/** A text moves its sender's read position to it (D21). */
const moveReadPosition = `, position as (
  update members set read_seq = head.seq from head where chat_id = $1 and user_id = $2)`;

/** Only what was asked for costs: each of the four forms is a statement of its own. */
function lookQuery({ chatId, userIds, seq, counts }: LookAsk): Query {
  const members = 'select count(*) from members where chat_id = chats.id';
  const count = counts ? `(${members}), (${members} and role = 'owner')` : 'null, null';
  const wanted = 'from members where chat_id = $3 and user_id = any ($2) order by user_id';
  const columns = messageColumnsOf('messages');
  return {
    name: `confab_look${seq === null ? '' : '_at'}${counts ? '_and_count' : ''}`,
    text: `select door.kind, door.name, door.parts, chats.seq, chats.rev,
        array(select user_id ${wanted}), array(select role ${wanted}), ${count}, messages.seq, messages.edited_rev, ${columns}
      from chats join chats as door on door.id = $3
      left join messages on ${seq === null ? 'false' : 'messages.chat_id = chats.id and messages.seq = $4'}
      where chats.id = $1`,
    values: [chatId, userIds, doorOf(chatId), ...(seq === null ? [] : [seq])],
  };
}
