import type { Role } from '@confab/protocol';
import type { LogCommand, LogOutcome } from '../chat-log.ts';
import { hashContent } from '../content-hash.ts';
import {
  messageColumnNames,
  messageColumns,
  messageColumnsOf,
  type MessageRow,
  type MessageTuple,
  toMessageRow,
  toMessageTuple,
} from '../message-columns.ts';
import { toMessage } from '../message-row.ts';
import { decideMessageChange, type MessageCommand, refusal } from '../rules/message-change.ts';
import { systemRow } from '../rules/send.ts';
import { type ChatFacts, decideSystemEvent, type SystemDecision } from '../rules/system-event.ts';
import type { Queryable } from './connections.ts';
import { type Send, sendOutcomes, sendQuery, type SentTuple } from './send-batch.ts';

type CreateChat = Extract<LogCommand, { type: 'create-chat' }>;
type SystemCommand = Extract<LogCommand, { type: 'system' }>;
type Change = Extract<SystemDecision, { changes: true }>;

const notFound: LogOutcome = { status: 'refused', reason: 'not-found' };

/** A batch that holds other commands than sends, on the connection of its transaction: one command after the other. */
export class MixedBatch {
  readonly #on: Queryable;
  readonly #reactionsMax: number;

  constructor(on: Queryable, reactionsMax: number) {
    this.#on = on;
    this.#reactionsMax = reactionsMax;
  }

  async run(commands: readonly LogCommand[]): Promise<LogOutcome[]> {
    await this.#lock(commands.map((command) => command.chatId));
    const outcomes: LogOutcome[] = [];
    let sends: Send[] = [];
    for (const command of commands) {
      if (command.type === 'send') {
        sends.push(command);
        continue;
      }
      outcomes.push(...(await this.#send(sends)), await this.#apply(command));
      sends = [];
    }
    outcomes.push(...(await this.#send(sends)));
    return outcomes;
  }

  /** In the order of their ids: see migrations/0003-postgres-functions.ts. */
  async #lock(chatIds: readonly string[]): Promise<void> {
    const text = 'select from chats where id = any ($1) order by id for no key update';
    await this.#on.query({ name: 'confab_lock', text, values: [chatIds] });
  }

  async #send(sends: readonly Send[]): Promise<LogOutcome[]> {
    if (sends.length === 0) return [];
    return await sendOutcomes(this.#on, sends, await this.#on.query<SentTuple>(sendQuery(sends)));
  }

  async #apply(command: Exclude<LogCommand, Send>): Promise<LogOutcome> {
    if (command.type === 'create-chat') return await this.#createChat(command);
    return command.type === 'system' ? await this.#systemEvent(command) : await this.#changeMessage(command);
  }

  async #changeMessage(command: MessageCommand): Promise<LogOutcome> {
    type Tuple = [
      chatKind: 'direct' | 'group',
      rev: number,
      actorRole: Role | null,
      seq: number | null,
      editedRev: number | null,
      ...MessageTuple,
    ];
    const columns = messageColumnsOf('messages');
    const [found] = await this.#on.query<Tuple>({
      name: 'confab_message',
      text: `select chats.kind, chats.rev, members.role, messages.seq, messages.edited_rev, ${columns} from chats
        left join members on members.chat_id = chats.id and members.user_id = $2
        left join messages on messages.chat_id = chats.id and messages.seq = $3
        where chats.id = $1`,
      values: [command.chatId, command.actorId, command.seq],
    });
    if (!found) return notFound;
    const [chatKind, rev, actorRole, seq, editedRev, ...tuple] = found;
    const before = seq === null ? undefined : toMessageRow(tuple);
    const facts = { chatKind, actorRole, message: before, editedRev, reactionsMax: this.#reactionsMax };
    const decision = decideMessageChange(facts, command);
    if (decision.refused !== null) return refusal(decision);
    if (!decision.changes) return { status: 'unchanged', message: toMessage(decision.row) };
    const row = { ...decision.row, rev: rev + 1 };
    if (before && before.content !== row.content) await this.#keepContentHash(before);
    await this.#updateMessage(row);
    return { status: 'changed', message: toMessage(row) };
  }

  /** The first change of the content: from here on only its hash can tell a retry of the send. */
  async #keepContentHash(row: MessageRow): Promise<void> {
    if (row.client_id === null || row.edited_at !== null) return;
    const text = 'update sends set content_hash = $1 where sender_id = $2 and client_id = $3';
    await this.#on.query({ text, values: [hashContent(row.content), row.sender_id, row.client_id] });
  }

  async #updateMessage(row: MessageRow): Promise<void> {
    await this.#on.query({
      name: 'confab_update_message',
      text: `with head as (update chats set rev = $3 where id = $1)
        update messages set rev = $3, content = $4, edited_at = $5, deleted_at = $6, parts = $7, touched = 1,
          edited_rev = case when content = $4 then edited_rev else $3 end
        where chat_id = $1 and seq = $2`,
      values: [row.chat_id, row.seq, row.rev, row.content, row.edited_at, row.deleted_at, row.parts],
    });
  }

  async #systemEvent(command: SystemCommand): Promise<LogOutcome> {
    type Tuple = [kind: 'direct' | 'group', name: string | null, seq: number, rev: number, lastAt: number];
    const [chat] = await this.#on.query<Tuple>({
      text: 'select kind, name, seq, rev, last_at from chats where id = $1',
      values: [command.chatId],
    });
    if (!chat) return notFound;
    const [kind, name, seq, rev, lastAt] = chat;
    const facts = { kind, name, ...(await this.#memberFacts(command)) };
    const decision = decideSystemEvent(facts, command.actorId, command.event);
    if (decision.refused !== null) return { status: 'refused', reason: decision.refused };
    if (!decision.changes) return { status: 'unchanged', message: null };
    const stamped = { ...command, at: Math.max(command.at, lastAt) };
    const row = systemRow(stamped, decision.event, { seq: seq + 1, rev: rev + 1 });
    await this.#writeSystemMessage(row);
    await this.#changeMembers(row, decision);
    return { status: 'changed', message: toMessage(row) };
  }

  async #memberFacts({ chatId, actorId, event }: SystemCommand): Promise<Omit<ChatFacts, 'kind' | 'name'>> {
    const named = 'userIds' in event ? event.userIds : 'userId' in event ? [event.userId] : [];
    const rows = await this.#on.query<[userId: string, role: Role]>({
      text: 'select user_id, role from members where chat_id = $1 and user_id = any ($2)',
      values: [chatId, [actorId, ...named]],
    });
    const [counts] = await this.#on.query<[members: number, owners: number]>({
      text: "select count(*), count(*) filter (where role = 'owner') from members where chat_id = $1",
      values: [chatId],
    });
    const roles = new Map(rows);
    return {
      roleOf: (userId) => roles.get(userId) ?? null,
      memberCount: () => counts?.[0] ?? 0,
      ownerCount: () => counts?.[1] ?? 0,
    };
  }

  async #writeSystemMessage(row: MessageRow): Promise<void> {
    const places = messageColumnNames.map((_, index) => `$${index + 1}`).join(', ');
    const last = messageColumnNames.length;
    await this.#on.query({
      text: `with head as (update chats set seq = $${last + 1}, rev = $${last + 2}, last_at = $${last + 3} where id = $1)
        insert into messages (${messageColumns}) values (${places})`,
      values: [...toMessageTuple(row), row.seq, row.rev, row.created_at],
    });
  }

  async #changeMembers(row: MessageRow, { added, removed, role, name }: Change): Promise<void> {
    const chatId = row.chat_id;
    if (added.length > 0) {
      await this.#on.query({
        text: `insert into members (chat_id, user_id, role, joined_at, read_seq)
          select $1, user_id, 'member', $3, $4 from unnest($2::text[]) as added (user_id)`,
        values: [chatId, added, row.created_at, row.seq],
      });
    }
    if (removed !== null) {
      const text = 'delete from members where chat_id = $1 and user_id = $2';
      await this.#on.query({ text, values: [chatId, removed] });
    }
    if (role !== null) {
      const text = 'update members set role = $3 where chat_id = $1 and user_id = $2';
      await this.#on.query({ text, values: [chatId, role.userId, role.role] });
    }
    if (name !== null) {
      await this.#on.query({ text: 'update chats set name = $2 where id = $1', values: [chatId, name] });
    }
  }

  async #createChat({ chatId, kind, name, directKey, creatorId, members, at }: CreateChat): Promise<LogOutcome> {
    const created = await this.#on.query({
      text: `insert into chats (id, kind, name, direct_key, created_by, created_at, last_at)
        values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing returning id`,
      values: [chatId, kind, name, directKey, creatorId, at],
    });
    if (created.length === 0) return await this.#existingChat(chatId, directKey);
    const roles = new Map(members.map(({ userId, role }) => [userId, role]));
    await this.#on.query({
      text: `insert into members (chat_id, user_id, role, joined_at)
        select $1, user_id, role, $4 from unnest($2::text[], $3::text[]) as added (user_id, role)`,
      values: [chatId, [...roles.keys()], [...roles.values()], at],
    });
    return { status: 'created', chatId };
  }

  async #existingChat(chatId: string, directKey: string | null): Promise<LogOutcome> {
    const [existing] = await this.#on.query<[id: string]>({
      text: 'select id from chats where direct_key = $2 or id = $1 order by direct_key is not distinct from $2 desc',
      values: [chatId, directKey],
    });
    return { status: 'existing', chatId: existing?.[0] ?? chatId };
  }
}
