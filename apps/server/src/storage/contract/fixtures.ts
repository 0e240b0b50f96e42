import { randomBytes, randomUUID } from 'node:crypto';
import {
  type ErrorCode,
  type GroupEvent,
  type Message,
  type MessagePage,
  messagePageSchema,
  messageSchema,
  type Role,
} from '@confab/protocol';
import { expect } from 'vitest';
import { changeGroupRule, createChatRule } from '../../chats/chat-rules.ts';
import type { ChatLog, EncodedPage, LogCommand, LogOutcome, SendCommand } from '../chat-log.ts';
import type { NewChat } from '../rule.ts';
import type { Migration } from '../migrations/index.ts';
import type { Storage } from '../storage.ts';

/** A database that is there for one test file or one test. */
export interface OpenedStorage extends AsyncDisposable {
  readonly storage: Storage;
  /** Closes and opens the same database again. */
  reopen(options?: OpenOptions): Promise<Storage>;
}

export interface OpenOptions {
  migrations?: readonly Migration[];
  transactionTimeoutMs?: number;
  /** Others than the product's are for tests. */
  rules?: string;
}

/** Makes an empty database and opens it. */
export type OpenStorage = (options?: OpenOptions) => Promise<OpenedStorage>;

/** Answers the storage that the tests of one suite share; each makes chats of its own in it. */
export type SharedStorage = () => Storage;

export const newId = (): string => randomBytes(12).toString('base64url');
const newClientId = (): string => randomUUID();

let clock = Date.UTC(2026, 0, 1);
/** Later than any time before. */
export const nextTime = (): number => (clock += 1_000);

export interface Group {
  chatId: string;
  owner: string;
  admin: string;
  member: string;
}

/** A group of an owner, an admin and a member. */
export async function createGroup(log: ChatLog): Promise<Group> {
  const group = { chatId: newId(), owner: newId(), admin: newId(), member: newId() };
  await createChat(log, group.chatId, { [group.owner]: 'owner', [group.admin]: 'admin', [group.member]: 'member' });
  return group;
}

/** A group of these people. */
export async function createChat(log: ChatLog, chatId: string, roles: Record<string, Role>): Promise<void> {
  const members = Object.entries(roles).map(([userId, role]) => ({ userId, role }));
  const creatorId = members[0]?.userId ?? newId();
  await apply(log, createCommand({ chatId, kind: 'group', name: 'Climbing', directKey: null, creatorId, members }));
}

export async function createDirect(log: ChatLog): Promise<{ chatId: string; ann: string; ben: string }> {
  const direct = { chatId: newId(), ann: newId(), ben: newId() };
  await apply(log, directCommand(direct));
  return direct;
}

export function directCommand({ chatId, ann, ben }: { chatId: string; ann: string; ben: string }): LogCommand {
  const members = [ann, ben].map((userId) => ({ userId, role: 'member' as const }));
  const directKey = [ann, ben].toSorted().join(' ');
  return createCommand({ chatId, kind: 'direct', name: null, directKey, creatorId: ann, members });
}

function createCommand(chat: Omit<NewChat, 'at'>): LogCommand {
  return createChatRule.command({ at: nextTime(), ...chat });
}

export function sendCommand(chatId: string, senderId: string, content: string): SendCommand {
  return { type: 'send', chatId, senderId, clientId: newClientId(), content, at: nextTime() };
}

export function systemCommand(chatId: string, actorId: string, event: GroupEvent): LogCommand {
  return changeGroupRule.command({ chatId, actorId, event, content: `${event.type}.`, at: nextTime() });
}

/** Commits one command. */
export async function apply(log: ChatLog, command: LogCommand): Promise<LogOutcome> {
  const [outcome] = await log.commit([command]);
  if (!outcome) throw new Error('A command was not answered.');
  return outcome;
}

/** Sends, and answers the new message. */
export async function send(log: ChatLog, chatId: string, senderId: string, content: string): Promise<Message> {
  return changed(await apply(log, sendCommand(chatId, senderId, content)));
}

/** The one message that a command made or changed. */
export function changed(outcome: LogOutcome | undefined): Message {
  if (outcome?.status === 'changed') return outcome.message;
  const [message, ...more] = outcome?.status === 'done' ? outcome.changes : [];
  if (!message || more.length > 0) throw new Error(`Expected a change, got ${JSON.stringify(outcome)}.`);
  return message;
}

/** A rule that had nothing to do. */
export const unchanged = (result: unknown): LogOutcome => ({ status: 'done', result, changes: [], events: [] });

/** What a rule answered. */
export function resultOf(outcome: LogOutcome | undefined): unknown {
  if (outcome?.status !== 'done') throw new Error(`Expected a result, got ${JSON.stringify(outcome)}.`);
  return outcome.result;
}

export function statusOf(outcome: LogOutcome | undefined): string | undefined {
  if (outcome?.status !== 'done') return outcome?.status;
  return outcome.changes.length > 0 ? 'changed' : 'unchanged';
}

/** With words for a person, whatever they are. */
export function refused(code: ErrorCode, current?: Message): unknown {
  const detail: unknown = expect.stringMatching(/.\.$/);
  const expected = { status: 'refused', code, detail };
  return expect.objectContaining(current ? { ...expected, current } : expected);
}

/** Reads the JSON text as strictly as a client does. */
export function parseMessages(messagesJson: string): Message[] {
  return messageSchema.array().parse(JSON.parse(messagesJson));
}

export function parsePage(page: EncodedPage): MessagePage {
  return messagePageSchema.parse(JSON.parse(Buffer.from(page).toString()));
}

export async function history(log: ChatLog, chatId: string): Promise<Message[]> {
  return parsePage(await log.readPage(chatId, { limit: 100_000 })).messages;
}

/** One message, or null. */
export async function messageAt(log: ChatLog, chatId: string, seq: number): Promise<Message | null> {
  const page = await log.readPage(chatId, { limit: 1, after: seq - 1, before: seq + 1 });
  return parsePage(page).messages[0] ?? null;
}

export async function rolesIn(storage: Storage, chatId: string): Promise<Record<string, Role>> {
  const rows = await storage.db
    .selectFrom('members')
    .select(['user_id', 'role'])
    .where('chat_id', '=', chatId)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.user_id, row.role]));
}
