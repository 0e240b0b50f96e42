import { doorOf, isThreadId } from '@confab/protocol/threads';
import { hashContent } from '../content-hash.ts';
import type { MessageRow } from '../message-columns.ts';
import { toMessageTuple } from '../message-columns.ts';
import type { NewMessage, SeenMessage, Steps, SyncSteps } from '../rule-steps.ts';
import { onlyAdminsPost } from '../posting.ts';
import { appendedRow, changedRow, sentRow } from '../sent-message.ts';
import type { LoadedChat, LoadedChats } from './loaded-chats.ts';
import type { FirstSend, LogStatements } from './log-statements.ts';
import type { StatementRunner } from './statement-runner.ts';

type Ask<Name extends keyof Steps> = Steps[Name]['ask'];

/** What the rules of one database file work with. */
export interface StepContext {
  statements: LogStatements;
  chats: LoadedChats;
  runner: StatementRunner;
}

/** The steps of rules, carried out at once in the writer's thread. */
export class SqliteSteps implements SyncSteps {
  readonly #statements: LogStatements;
  readonly #chats: LoadedChats;
  readonly #runner: StatementRunner;
  /** Some step has changed who is in which chat; threads aside. */
  changesMembers = false;

  constructor({ statements, chats, runner }: StepContext) {
    this.#statements = statements;
    this.#chats = chats;
    this.#runner = runner;
  }

  look({ chatId, userIds, seq, counts }: Ask<'look'>): Steps['look']['answer'] {
    const chat = this.#chats.find(chatId);
    const door = chat && this.#doorOf(chat);
    if (!door) return null;
    const roles = new Map<string, 'owner' | 'admin' | 'member'>();
    for (const userId of userIds) {
      const role = this.#chats.roleOf(door, userId);
      if (role) roles.set(userId, role);
    }
    const { kind, name, parts } = door;
    return {
      kind: kind === 'direct' ? kind : 'group',
      name,
      parts,
      seq: chat.seq,
      rev: chat.rev,
      roles,
      message: seq === null ? null : this.#message(chatId, seq),
      counts: counts ? (this.#statements.countMembers.get(chatId) as { members: number; owners: number }) : null,
    };
  }

  append(message: Ask<'append'>): MessageRow {
    return this.#insert(message, (place) => appendedRow(message, place));
  }

  'find-send'({ chatId, senderId, clientId }: Ask<'find-send'>): Steps['find-send']['answer'] {
    const chat = this.#chats.find(chatId);
    const door = chat && this.#doorOf(chat);
    const role = door && this.#chats.roleOf(door, senderId);
    // Of a thread its own: who only reads a chat may still reply to what is said there.
    const [isMember, mayPost] = [role !== null, role !== 'member' || chat?.onlyAdminsPost !== true];
    if (clientId === null) return { isMember, mayPost, first: null };
    const sent = this.#statements.selectSend.get(senderId, clientId) as FirstSend | undefined;
    if (!sent) return { isMember, mayPost, first: null };
    const row = sent.chat_id === chatId ? this.#message(chatId, sent.seq) : null;
    return { isMember, mayPost, first: { contentHash: sent.content_hash, row } };
  }

  'write-send'(send: Ask<'write-send'>): MessageRow {
    const row = this.#insert({ ...send, kind: 'text' }, (place) => sentRow(send, place));
    if (send.clientId !== null) this.#statements.insertSend.run(send.senderId, send.clientId, send.chatId, row.seq);
    return row;
  }

  change({ before, changes }: Ask<'change'>): MessageRow {
    const row = changedRow(before, changes, this.#chats.nextRev(this.#chat(before.chat_id)));
    if (before.content !== row.content) this.#keepContentHash(before);
    const { rev, content, edited_at, deleted_at, parts, chat_id, seq } = row;
    this.#statements.updateMessage.run(rev, content, edited_at, deleted_at, parts, chat_id, seq);
    return row;
  }

  'add-members'({ chatId, userIds, role, joinedAt, readSeq }: Ask<'add-members'>): null {
    const chat = this.#chat(chatId);
    this.#noteMembers(chatId);
    for (const userId of userIds) {
      this.#statements.insertMember.run(chatId, userId, role, joinedAt, readSeq);
      chat.roles.set(userId, role);
    }
    return null;
  }

  'remove-member'({ chatId, userId }: Ask<'remove-member'>): null {
    const chat = this.#chat(chatId);
    this.#noteMembers(chatId);
    this.#statements.deleteMember.run(chatId, userId);
    this.#chats.forgetMember(chat, userId);
    return null;
  }

  'set-role'({ chatId, userId, role }: Ask<'set-role'>): null {
    this.#statements.updateRole.run(role, chatId, userId);
    this.#chat(chatId).roles.set(userId, role);
    return null;
  }

  rename({ chatId, name }: Ask<'rename'>): null {
    this.#statements.renameChat.run(name, chatId);
    this.#chat(chatId).name = name;
    return null;
  }

  'set-chat-parts'({ chatId, parts }: Ask<'set-chat-parts'>): null {
    this.#statements.setChatParts.run(parts, chatId);
    const chat = this.#chat(chatId);
    chat.parts = parts;
    chat.onlyAdminsPost = onlyAdminsPost(parts);
    return null;
  }

  'create-chat'({ chatId, kind, name, directKey, creatorId, members, at }: Ask<'create-chat'>) {
    if (directKey !== null) {
      const existing = this.#statements.selectChatByDirectKey.get(directKey) as { id: string } | undefined;
      if (existing) return { chatId: existing.id, isNew: false };
    }
    if (this.#chats.find(chatId)) return { chatId, isNew: false };
    this.#noteMembers(chatId);
    this.#statements.insertChat.run(chatId, kind, name, directKey, creatorId, at, at);
    const roles = new Map(members.map(({ userId, role }) => [userId, role]));
    for (const [userId, role] of roles) this.#statements.insertMember.run(chatId, userId, role, at, 0);
    return { chatId, isNew: true };
  }

  query({ sql, values }: Ask<'query'>): unknown[][] {
    // Counters and read positions are in memory until the end of the batch.
    if (/\b(?:chats|members)\b/i.test(sql)) this.#chats.writeBack();
    return this.#runner.rows(sql.replaceAll(/\$(\d+)/g, '?$1'), values);
  }

  #noteMembers(chatId: string): void {
    this.changesMembers ||= !isThreadId(chatId);
  }

  #insert(
    { chatId, senderId, kind, at: saidAt }: Pick<NewMessage, 'chatId' | 'senderId' | 'kind' | 'at'>,
    rowAt: (place: { seq: number; rev: number; at: number }) => MessageRow,
  ): MessageRow {
    const chat = this.#chat(chatId);
    const seq = ++chat.seq;
    const rev = this.#chats.nextRev(chat);
    chat.lastAt = Math.max(saidAt, chat.lastAt);
    if (kind === 'text') chat.reads.set(senderId, seq);
    const row = rowAt({ seq, rev, at: chat.lastAt });
    this.#statements.insertMessage.run(...toMessageTuple(row));
    return row;
  }

  #doorOf(chat: LoadedChat): LoadedChat | null {
    return chat.kind === 'thread' ? this.#chats.find(doorOf(chat.id)) : chat;
  }

  #chat(chatId: string): LoadedChat {
    const chat = this.#chats.find(chatId);
    if (!chat) throw new Error(`There is no chat ${chatId}.`);
    return chat;
  }

  #message(chatId: string, seq: number): SeenMessage | null {
    return (this.#statements.selectMessageToChange.get(chatId, seq) as SeenMessage | undefined) ?? null;
  }

  /** The first change of the content: from here on only its hash can tell a retry of the send. */
  #keepContentHash(row: MessageRow): void {
    if (row.client_id === null || row.edited_at !== null) return;
    this.#statements.keepContentHash.run(hashContent(row.content), row.sender_id, row.client_id);
  }
}
