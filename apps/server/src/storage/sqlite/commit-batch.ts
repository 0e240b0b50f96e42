import { hashContent } from '../content-hash.ts';
import type { LogCommand, LogOutcome } from '../chat-log.ts';
import { type MessageRow, toMessageTuple } from '../message-columns.ts';
import { toMessage } from '../message-row.ts';
import { decideMessageChange, type MessageCommand, refusal } from '../rules/message-change.ts';
import { answerRetry, systemRow } from '../rules/send.ts';
import { decideSystemEvent, type SystemDecision } from '../rules/system-event.ts';
import type { CommitAnswer, CommitBatch } from './jobs.ts';
import type { LogStatements } from './log-statements.ts';
import type { LoadedChat, LoadedChats } from './loaded-chats.ts';

type CreateChat = Extract<LogCommand, { type: 'create-chat' }>;
type SystemCommand = Extract<LogCommand, { type: 'system' }>;
type OtherCommand = CommitBatch['others'][number][1];
interface Send {
  chatId: string;
  senderId: string;
  clientId: string | null;
  content: string;
  parts: string | null;
  at: number;
}

const notFound: LogOutcome = { status: 'refused', reason: 'not-found' };

/** One batch of commands inside one transaction, which the caller begins and ends. Every refusal comes before the first write. */
export class BatchCommit {
  readonly #statements: LogStatements;
  readonly #reactionsMax: number;
  readonly #chats: LoadedChats;
  readonly #answer: CommitAnswer = { seqs: [], revs: [], heldTimes: [], outcomes: [] };

  constructor({
    statements,
    chats,
    reactionsMax,
  }: {
    statements: LogStatements;
    chats: LoadedChats;
    reactionsMax: number;
  }) {
    this.#statements = statements;
    this.#chats = chats;
    this.#reactionsMax = reactionsMax;
  }

  run({ count, sends, others }: CommitBatch): CommitAnswer {
    let nextOther = 0;
    let nextSend = 0;
    for (let index = 0; index < count; index++) {
      const other = others[nextOther];
      if (other && other[0] === index) {
        nextOther++;
        this.#answerWith(index, this.#apply(other[1]));
      } else {
        this.#send(index, sendAt(sends, nextSend++));
      }
    }
    this.#chats.writeBack();
    return this.#answer;
  }

  #answerWith(index: number, outcome: LogOutcome): void {
    this.#answer.seqs.push(0);
    this.#answer.revs.push(0);
    this.#answer.outcomes.push([index, outcome]);
  }

  #send(index: number, send: Send): void {
    const chat = this.#chats.find(send.chatId);
    if (!chat || this.#chats.roleOf(chat, send.senderId) === null) return this.#answerWith(index, notFound);
    const seq = chat.seq + 1;
    if (send.clientId !== null) {
      const { changes } = this.#statements.insertSend.run(send.senderId, send.clientId, send.chatId, seq);
      if (changes === 0) return this.#answerWith(index, this.#retry(send, send.clientId));
    }
    chat.seq = seq;
    if (send.at < chat.lastAt) this.#answer.heldTimes.push([index, chat.lastAt]);
    else chat.lastAt = send.at;
    chat.reads.set(send.senderId, seq);
    const rev = this.#chats.nextRev(chat);
    const { chatId, senderId, clientId, content, parts } = send;
    const at = chat.lastAt;
    // By hand and not by `sentRow`: the way of every message.
    this.#statements.insertMessage.run(chatId, seq, rev, 'text', senderId, clientId, content, at, null, null, parts);
    this.#answer.seqs.push(seq);
    this.#answer.revs.push(rev);
  }

  /** A send whose `clientId` is known (D1). */
  #retry(send: Send, clientId: string): LogOutcome {
    const first = this.#statements.selectSend.get(send.senderId, clientId) as
      | { chat_id: string; seq: number; content_hash: string | null }
      | undefined;
    const row = first?.chat_id === send.chatId ? this.#message(send.chatId, first.seq) : undefined;
    return answerRetry(row && first ? { row, contentHash: first.content_hash } : null, send.content);
  }

  #apply(command: OtherCommand): LogOutcome {
    if (command.type === 'create-chat') return this.#createChat(command);
    const chat = this.#chats.find(command.chatId);
    if (!chat) return notFound;
    return command.type === 'system' ? this.#systemEvent(chat, command) : this.#changeMessage(chat, command);
  }

  #changeMessage(chat: LoadedChat, command: MessageCommand): LogOutcome {
    const before = this.#message(chat.id, command.seq);
    const actorRole = this.#chats.roleOf(chat, command.actorId);
    const decision = decideMessageChange(
      {
        chatKind: chat.kind,
        actorRole,
        message: before,
        editedRev: this.#editedRev(command),
        reactionsMax: this.#reactionsMax,
      },
      command,
    );
    if (decision.refused !== null) return refusal(decision);
    if (!decision.changes) return { status: 'unchanged', message: toMessage(decision.row) };
    if (before && before.content !== decision.row.content) this.#keepContentHash(before);
    const row = { ...decision.row, rev: this.#chats.nextRev(chat) };
    this.#statements.updateMessage.run(
      row.rev,
      row.content,
      row.edited_at,
      row.deleted_at,
      row.parts,
      row.chat_id,
      row.seq,
    );
    return { status: 'changed', message: toMessage(row) };
  }

  /** Only asked for where it decides. */
  #editedRev(command: MessageCommand): number | null {
    if (command.type !== 'edit' || command.baseRev === undefined) return null;
    const row = this.#statements.selectEditedRev.get(command.chatId, command.seq) as
      | { edited_rev: number | null }
      | undefined;
    return row?.edited_rev ?? null;
  }

  /** The first change of the content: from here on only its hash can tell a retry of the send. */
  #keepContentHash(row: MessageRow): void {
    if (row.client_id === null || row.edited_at !== null) return;
    this.#statements.keepContentHash.run(hashContent(row.content), row.sender_id, row.client_id);
  }

  #systemEvent(chat: LoadedChat, command: SystemCommand): LogOutcome {
    const counts = (): { members: number; owners: number } =>
      this.#statements.countMembers.get(chat.id) as { members: number; owners: number };
    const facts = {
      kind: chat.kind,
      name: chat.name,
      roleOf: (userId: string) => this.#chats.roleOf(chat, userId),
      ownerCount: () => counts().owners,
      memberCount: () => counts().members,
    };
    const decision = decideSystemEvent(facts, command.actorId, command.event);
    if (decision.refused !== null) return { status: 'refused', reason: decision.refused };
    if (!decision.changes) return { status: 'unchanged', message: null };
    return { status: 'changed', message: toMessage(this.#writeSystemEvent(chat, command, decision)) };
  }

  #writeSystemEvent(
    chat: LoadedChat,
    command: SystemCommand,
    decision: Extract<SystemDecision, { changes: true }>,
  ): MessageRow {
    const at = Math.max(command.at, chat.lastAt);
    const seq = ++chat.seq;
    const rev = this.#chats.nextRev(chat);
    chat.lastAt = at;
    this.#changeMembers(chat, decision, { seq, at });
    const row = systemRow({ ...command, at }, decision.event, { seq, rev });
    this.#statements.insertMessage.run(...toMessageTuple(row));
    return row;
  }

  #changeMembers(
    chat: LoadedChat,
    { added, removed, role, name }: Extract<SystemDecision, { changes: true }>,
    { seq, at }: { seq: number; at: number },
  ): void {
    for (const userId of added) {
      this.#statements.insertMember.run(chat.id, userId, 'member', at, seq);
      chat.roles.set(userId, 'member');
    }
    if (removed !== null) {
      this.#statements.deleteMember.run(chat.id, removed);
      chat.roles.set(removed, null);
      chat.reads.delete(removed);
    }
    if (role !== null) {
      this.#statements.updateRole.run(role.role, chat.id, role.userId);
      chat.roles.set(role.userId, role.role);
    }
    if (name !== null) {
      this.#statements.renameChat.run(name, chat.id);
      chat.name = name;
    }
  }

  #createChat({ chatId, kind, name, directKey, creatorId, members, at }: CreateChat): LogOutcome {
    if (directKey !== null) {
      const existing = this.#statements.selectChatByDirectKey.get(directKey) as { id: string } | undefined;
      if (existing) return { status: 'existing', chatId: existing.id };
    }
    if (this.#chats.find(chatId)) return { status: 'existing', chatId };
    this.#statements.insertChat.run(chatId, kind, name, directKey, creatorId, at, at);
    const roles = new Map(members.map(({ userId, role }) => [userId, role]));
    for (const [userId, role] of roles) this.#statements.insertMember.run(chatId, userId, role, at, 0);
    return { status: 'created', chatId };
  }

  #message(chatId: string, seq: number): MessageRow | undefined {
    return this.#statements.selectMessage.get(chatId, seq) as MessageRow | undefined;
  }
}

function sendAt(sends: CommitBatch['sends'], place: number): Send {
  const chatId = sends.chatIds[place];
  const senderId = sends.senderIds[place];
  const clientId = sends.clientIds[place];
  const content = sends.contents[place];
  const at = sends.ats[place];
  if (chatId === undefined || senderId === undefined || clientId === undefined) throw new Error('A batch is cut off.');
  if (content === undefined || at === undefined) throw new Error('A batch is cut off.');
  return { chatId, senderId, clientId, content, parts: sends.parts?.[place] ?? null, at };
}
