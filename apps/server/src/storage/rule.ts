import type { ChatParts, ErrorCode, Message, Role, SystemEvent } from '@confab/protocol';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import type { LogEvent, Locks, RuleCommand, SendCommand } from './chat-log.ts';
import type { MessageRow } from './message-columns.ts';
import { whyRefused } from './rule-query.ts';
import { toMessage as makeMessage } from './message-row.ts';
import type {
  FoundSend,
  LookAsk,
  NewChat,
  NewMembers,
  NewMessage,
  NotedDocument,
  QueryValue,
  RowChanges,
  SeenChat,
  SeenMessage,
  Step,
  StepName,
  Steps,
} from './rule-steps.ts';

export { hashContent } from './content-hash.ts';
export type { MessageRow } from './message-columns.ts';
export type { NewChat, NotedDocument, SeenMessage } from './rule-steps.ts';

/**
 * What must hold with a change is decided in the transaction that writes it, by a rule: a generator that yields what it
 * wants to know and to write. It is pure but for these steps, lives with its noun in a file `*-rules.ts`, and is carried
 * out by both databases, among sends and other rules in their order. A step is taken with `yield*`.
 */
export type Work<Result> = Generator<Step, Result, unknown>;

export interface Rule<in Input, out Result> {
  readonly name: string;
  run(input: Input): Work<Result>;
  /** For the log. `input` must survive a structured clone: it goes to another thread. */
  command(input: Input): RuleCommand<Result>;
}

/** A rule about chats or people, which are locked before it begins, chats first, each in order. */
export function defineRule<Input, Result>(
  name: string,
  locksOf: (input: Input) => Locks,
  run: (input: Input) => Work<Result>,
): Rule<Input, Result> {
  return { name, run, command: (input) => ({ type: 'rule', rule: name, locks: locksOf(input), input }) };
}

/** One whose writing is made again where it is lost: see `Storage.redoable`. */
export function redoableRule<Input, Result>(rule: Rule<Input, Result>): Rule<Input, Result> {
  return { ...rule, command: (input) => ({ ...rule.command(input), isRedoable: true }) };
}

/** The logs that a change in this one may touch. A thread's root tells of it, and who may is decided by its chat. */
function chatsOf(chatId: string): readonly string[] {
  return isThreadId(chatId) ? [chatId, doorOf(chatId)] : [chatId];
}

/** A rule about one chat, or a thread. */
export function chatRule<Input extends { chatId: string }, Result>(
  name: string,
  run: (input: Input) => Work<Result>,
): Rule<Input, Result> {
  return defineRule(name, ({ chatId }) => ({ chats: chatsOf(chatId) }), run);
}

/** A rule about what belongs to a person and to no chat. */
export function personRule<Input extends { userId: string }, Result>(
  name: string,
  run: (input: Input) => Work<Result>,
): Rule<Input, Result> {
  return defineRule(name, ({ userId }) => ({ persons: [userId] }), run);
}

/** Thrown by `refuse`. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly current: Message | undefined;

  constructor(code: ErrorCode, detail: string, current?: Message) {
    super(detail);
    this.code = code;
    this.current = current;
  }
}

/** Ends the rule: nothing of it is written. `detail` says to a person what to do; `current` is the message as it is. */
export function refuse(code: ErrorCode, detail: string, current?: Message): never {
  throw new Refusal(code, detail, current);
}

/** `inThread`: a thread will do as well, which answers with the roles, kind and parts of its chat. */
type LookFor = Partial<Omit<LookAsk, 'chatId'>> & { inThread?: boolean };

/** A chat, and of it what was asked for: roles, a message, the number of its members. */
export interface Seen extends Omit<SeenChat, 'roles' | 'parts'> {
  chatId: string;
  /** What features keep of the chat, each under its key. */
  parts: Readonly<ChatParts & Record<string, unknown>>;
  /** Null: no member. Only of people who were asked for. */
  roleOf(userId: string): Role | null;
}

/**
 * In one round trip. Null where there is no such chat, and for threads, where the rule does not say that it works there: what it
 * writes by what it sees of their chat would be the thread's.
 */
export function* look(
  chatId: string,
  { userIds = [], seq = null, counts = false, inThread = false }: LookFor = {},
): Work<Seen | null> {
  if (isThreadId(chatId) && !inThread) return null;
  const found = yield* take('look', { chatId, userIds, seq, counts });
  if (!found) return null;
  const { roles, parts, ...chat } = found;
  return {
    ...chat,
    chatId,
    parts: parts === null ? {} : (JSON.parse(parts) as ChatParts),
    roleOf(userId) {
      if (!userIds.includes(userId)) throw new Error(`The role of ${userId} was not asked for.`);
      return roles.get(userId) ?? null;
    },
  };
}

export const notFoundDetail = 'There is no such chat or message, or you are not in that chat.';

/**
 * The door for what is written: refuses whoever is no member, whether there is such a chat or not (D20). A thread stands behind
 * the door of its chat, for rules that say that they work there (`inThread`): it has no name, roles and settings of its own.
 */
export function* lookAsMember(
  chatId: string,
  actorId: string,
  { userIds = [], ...wanted }: LookFor = {},
): Work<Seen & { actorRole: Role }> {
  const seen = yield* look(chatId, { ...wanted, userIds: [actorId, ...userIds] });
  const actorRole = seen?.roleOf(actorId) ?? null;
  if (!seen || actorRole === null) refuse('not-found', notFoundDetail);
  return { ...seen, actorRole };
}

/** As `lookAsMember`, at a message that must be there. */
export function* lookAtMessage(
  { chatId, seq, actorId }: { chatId: string; seq: number; actorId: string },
  wanted: Omit<LookFor, 'seq'> = {},
): Work<Seen & { actorRole: Role; message: SeenMessage }> {
  const seen = yield* lookAsMember(chatId, actorId, { ...wanted, seq, inThread: true });
  if (!seen.message) refuse('not-found', notFoundDetail);
  return { ...seen, message: seen.message };
}

/** A new message of the chat, which is published after the commit. */
export function append(message: NewMessage): Work<MessageRow> {
  return take('append', message);
}

/** A system message: `event` for programs, `content` the same in English. */
export function appendSystem({
  event,
  ...message
}: { event: SystemEvent } & Omit<NewMessage, 'kind' | 'parts'>): Work<MessageRow> {
  return append({ ...message, kind: 'system', parts: encodeParts({ ...decodeParts(null), event }) });
}

const messages = new WeakMap<MessageRow, Message>();

/** The same message each time: what a rule answers and what is published of it cross to the other thread as one. */
export function toMessage(row: MessageRow): Message {
  const known = messages.get(row);
  if (known) return known;
  const message = makeMessage(row);
  messages.set(row, message);
  return message;
}

/** A new state of a message, the next change of its chat, which is published after the commit. */
export function change(before: MessageRow, changes: RowChanges): Work<MessageRow> {
  return take('change', { before, changes });
}

/** Who is a member already must not be among them. */
export function addMembers(members: NewMembers): Work<null> {
  return take('add-members', members);
}

export function removeMember(chatId: string, userId: string): Work<null> {
  return take('remove-member', { chatId, userId });
}

export function setRole(chatId: string, userId: string, role: Role): Work<null> {
  return take('set-role', { chatId, userId, role });
}

export function renameChat(chatId: string, name: string): Work<null> {
  return take('rename', { chatId, name });
}

/**
 * What features keep of a chat, by their keys; null for nothing any more. It raises no `rev`: append the system message that
 * tells of it. `chat` is the last look at it.
 */
export function setChatParts(
  { chatId, parts }: Pick<Seen, 'chatId' | 'parts'>,
  changes: Readonly<Record<string, unknown>>,
): Work<null> {
  const kept = Object.entries({ ...parts, ...changes }).filter(([, value]) => value !== null);
  return take('set-chat-parts', { chatId, parts: kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept)) });
}

/** `isNew` is false where the chat, or the direct chat of the two, was there already. */
export function createChat(chat: NewChat): Work<{ chatId: string; isNew: boolean }> {
  return take('create-chat', chat);
}

/** A message that is about to be sent. */
export type Draft = Omit<SendCommand, 'type'>;

/**
 * What a feature does with its part of a message, in the transaction that sends or deletes it: listed in src/rules.ts under the
 * key of the part. What must be found or claimed with the message has its place here.
 */
export interface PartRules<in Value = never> {
  /**
   * Before `mayAccept` of any part: what the part is to be in the log, where what came with the send is a question that only the
   * transaction can answer. Null: there is no such part. The rest is given what it answers.
   */
  resolve?(asked: Value, draft: Draft): Work<unknown>;
  /** Before anything is sent, to refuse; not for retries (D1). `value` is the part. */
  mayAccept?(value: Value, draft: Draft): Work<void>;
  /** After the message is written; not for retries. */
  sent?(value: Value, message: MessageRow): Work<void>;
  /** The message is about to be deleted, and all of its parts with it. */
  gone?(value: Value, message: MessageRow): Work<void>;
}

/** What the feature of threads does with a message that is sent in one, in the transaction that sends it. */
export interface ThreadRules {
  /** Before it is looked at: there may be no thread yet. */
  begin(draft: Draft): Work<void>;
  /** Not for retries (D1). */
  mayAccept(draft: Draft): Work<void>;
  sent(message: MessageRow): Work<void>;
}

/**
 * What a feature does with a document of its kind that its person puts or deletes, in the same transaction: listed in src/rules.ts
 * under the kind. A put that says nothing new is none.
 */
export interface DocumentRules {
  put(document: NotedDocument): Work<void>;
}

/** The feature of its kind does what goes with it. */
export function* noteDocument(document: NotedDocument): Work<void> {
  yield { step: 'note-document', ask: document };
}

/** What features keep beside the parts of a message that is about to be deleted goes first. */
export function* dropParts(message: MessageRow): Work<void> {
  if (message.parts !== null) yield { step: 'drop-parts', ask: message };
}

/** Of the log's own, see send-with-parts.ts. */
export function findSend({ chatId, senderId, clientId }: SendCommand): Work<FoundSend> {
  return take('find-send', { chatId, senderId, clientId });
}

export function writeSend(send: SendCommand): Work<MessageRow> {
  return take('write-send', send);
}

/** To be told on the bus after the commit, behind the messages of the rule. */
export function* publish(topic: LogEvent['topic'], event: LogEvent['event']): Work<void> {
  yield { step: 'publish', ask: { topic, event } };
}

/**
 * A statement on a feature's own tables; it may read any. One text for both databases: values stand as `$1`, `$2` …
 * Rows come as arrays, in the order of the columns: `Row` is what the statement says they are, integers and texts. (A `sum` is
 * text on PostgreSQL: cast it to bigint.)
 */
export function* query<Row extends unknown[] = never>(sql: string, values: readonly QueryValue[] = []): Work<Row[]> {
  const reason = whyRefused(sql);
  if (reason !== null) throw new Error(`${reason}: ${sql}`);
  return (yield* take('query', { sql, values })) as Row[];
}

/** Rows in one statement: of few lengths, so that few statements are kept prepared. */
const lengths = [256, 64, 16, 4, 1];

/** Of many, those that go into one such statement. */
export function inParts<Item>(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [];
  for (let start = 0; start < items.length;) {
    const length = lengths.find((one) => one <= items.length - start) ?? 1;
    parts.push(items.slice(start, start + length));
    start += length;
  }
  return parts;
}

/** The places of values in such a statement: `$2, $3 …`. */
export function placesOf(values: readonly unknown[], first: number): string {
  return values.map((_, index) => `$${first + index}`).join(', ');
}

function* take<Name extends StepName>(step: Name, ask: Steps[Name]['ask']): Work<Steps[Name]['answer']> {
  // Whoever carries out a step answers with what `Steps` says.
  return (yield { step, ask } as Step) as Steps[Name]['answer'];
}
