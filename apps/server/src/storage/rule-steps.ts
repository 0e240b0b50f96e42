import type { Role } from '@confab/protocol';
import type { LogEvent, SendCommand } from './chat-log.ts';
import type { MessageRow } from './message-columns.ts';

/** What a rule may ask of the log, by name: what it says, and what it is answered. Each database carries these out. */
export interface Steps {
  look: { ask: LookAsk; answer: SeenChat | null };
  append: { ask: NewMessage; answer: MessageRow };
  change: { ask: MessageChange; answer: MessageRow };
  'add-members': { ask: NewMembers; answer: null };
  'remove-member': { ask: { chatId: string; userId: string }; answer: null };
  'set-role': { ask: { chatId: string; userId: string; role: Role }; answer: null };
  rename: { ask: { chatId: string; name: string }; answer: null };
  'set-chat-parts': { ask: { chatId: string; parts: string | null }; answer: null };
  'create-chat': { ask: NewChat; answer: { chatId: string; isNew: boolean } };
  /** Of sends with parts that do something: is the sender a member, and is it a retry (D1)? */
  'find-send': { ask: SendAsk; answer: FoundSend };
  /** Writes what `find-send` found to be new. */
  'write-send': { ask: SendCommand; answer: MessageRow };
  query: { ask: { sql: string; values: readonly QueryValue[] }; answer: unknown[][] };
}

export type StepName = keyof Steps;
type StepOf<Name extends StepName> = { step: Name; ask: Steps[Name]['ask'] };
/** Carried out by no database: `publish` waits for the commit, `drop-parts` and `note-document` are work of features. */
type StepBeside =
  | { step: 'publish'; ask: LogEvent }
  | { step: 'drop-parts'; ask: MessageRow }
  | { step: 'note-document'; ask: NotedDocument };
export type Step = { [Name in StepName]: StepOf<Name> }[StepName] | StepBeside;

/** Steps carried out at once. */
export type SyncSteps = { [Name in StepName]: (ask: Steps[Name]['ask']) => Steps[Name]['answer'] };
/** Steps that are waited for. */
export type AsyncSteps = { [Name in StepName]: (ask: Steps[Name]['ask']) => Promise<Steps[Name]['answer']> };

export type SendAsk = Pick<SendCommand, 'chatId' | 'senderId' | 'clientId'>;

export interface FoundSend {
  isMember: boolean;
  /** A member may write in this chat; see posting.ts. */
  mayPost: boolean;
  /** What was sent with this `clientId`; `row` is null where that was in another chat. */
  first: { contentHash: string | null; row: MessageRow | null } | null;
}

export interface LookAsk {
  chatId: string;
  /** Whose roles are wanted. */
  userIds: readonly string[];
  /** Which message is wanted. */
  seq: number | null;
  /** Whether members are to be counted: it takes a look at each. */
  counts: boolean;
}

/** Of a thread kind, name, parts and roles are those of the chat that it belongs to: who may what there is decided by them. */
export interface SeenChat {
  kind: 'direct' | 'group';
  name: string | null;
  /** JSON by feature, null for none. */
  parts: string | null;
  /** The counters as they are now. */
  seq: number;
  rev: number;
  /** Of those asked for, the members. */
  roles: ReadonlyMap<string, Role>;
  message: SeenMessage | null;
  counts: { members: number; owners: number } | null;
}

/** `edited_rev`: of the last change of its content, where that is known. */
export type SeenMessage = MessageRow & { edited_rev: number | null };

/** `at` is held where the chat's times would run backwards (D27). A text moves its sender's read position (D21). */
export type NewMessage = Pick<MessageRow, 'kind' | 'content' | 'parts'> & {
  chatId: string;
  senderId: string;
  at: number;
};

/** The message as it was, and what of it changes. */
export interface MessageChange {
  before: MessageRow;
  changes: RowChanges;
}

export type RowChanges = Partial<Pick<MessageRow, 'content' | 'edited_at' | 'deleted_at' | 'parts'>>;

/** One of a person's documents, as it was put. */
export interface NotedDocument {
  userId: string;
  kind: string;
  key: string;
  /** JSON, null where it was deleted. */
  value: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

export interface NewMembers {
  chatId: string;
  userIds: readonly string[];
  role: Role;
  joinedAt: number;
  readSeq: number;
}

/** `members` holds the creator too, but of a thread. A direct chat whose `directKey` exists answers the existing one. */
export interface NewChat {
  chatId: string;
  kind: 'direct' | 'group' | 'thread';
  name: string | null;
  directKey: string | null;
  creatorId: string;
  members: readonly { userId: string; role: Role }[];
  at: number;
}

export type QueryValue = string | number | null;
