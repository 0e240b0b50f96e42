import type { Command, Message, ServerEvent } from '@confab/protocol';
import { StorageUnavailableError } from '../../src/storage/index.ts';
import type { Jobs } from '../../src/storage/sqlite/jobs.ts';
import { DocumentHistory, type DocumentViewer } from './document-history.ts';
import { ReceiptHistory } from './receipt-history.ts';

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;

export interface Delivery {
  userId: string;
  message: Message;
  at: number;
}

/** Whose view is written down. */
type Viewer = DocumentViewer;

/** What a client was told is durable. */
export type Acknowledged = EventOf<'ack'> & { userId: string };

/** Writes down what clients see and checks at once what each connection is promised (D7). */
export class History {
  readonly violations: string[] = [];
  readonly acknowledged: Acknowledged[] = [];
  readonly deliveries: Delivery[] = [];
  /** When each system message was written and as which change, by its id. A reaction gives it a new `rev` later. */
  readonly written = new Map<string, { at: number; rev: number }>();
  readonly documents = new DocumentHistory((rule, details) => this.violate(rule, details));
  readonly receipts: ReceiptHistory;
  frames = 0;
  readonly #time: { readonly exact: number };
  /** Up to where each connection was told of each chat. */
  readonly #revs = new WeakMap<object, Map<string, number>>();

  /** `exact`: milliseconds, virtual or real. `readSeqOf`: how far somebody is now, where that can be asked. */
  constructor(
    time: { readonly exact: number },
    readSeqOf: (chatId: string, userId: string) => number | null = () => null,
  ) {
    this.#time = time;
    this.receipts = new ReceiptHistory(readSeqOf, (rule, details) => this.violate(rule, details));
  }

  noteError(error: unknown): void {
    if (!isStorageFailure(error))
      this.violate('server error', error instanceof Error ? (error.stack ?? '') : String(error));
  }

  noteCommit({ outcomes }: Jobs['commit']['output']): void {
    for (const [, outcome] of outcomes) {
      this.documents.noteOutcome(outcome);
      for (const { kind, id, rev } of outcome.status === 'done' ? outcome.changes : []) {
        if (kind === 'system' && !this.written.has(id)) this.written.set(id, { at: this.#time.exact, rev });
      }
    }
  }

  noteCommand(client: Viewer, link: object, command: Command): void {
    this.documents.noteCommand(client, link, command);
    if (command.type === 'resume') this.#revs.set(link, new Map(Object.entries(command.cursors)));
  }

  noteFrame(client: Viewer, link: object, event: ServerEvent): void {
    this.frames += 1;
    this.documents.noteFrame(client, link, event);
    const revs = this.#revs.get(link) ?? new Map<string, number>();
    this.#revs.set(link, revs);
    if (event.type === 'chats') for (const chat of event.chats) revs.set(chat.id, chat.rev);
    else if (event.type === 'reset') revs.set(event.chatId, event.chat.rev);
    else if (event.type === 'chat-removed') revs.delete(event.chatId);
    else if (event.type === 'message') this.#noteMessage(client, revs, event.message);
    else if (event.type === 'changes') this.#noteChanges(client, revs, event);
    else if (event.type === 'receipts') this.receipts.noteFrame(client.name, event);
    else if (event.type === 'ack') this.acknowledged.push({ ...event, userId: client.userId });
  }

  violate(rule: string, details: string): void {
    this.violations.push(`${rule} at ${this.#time.exact.toFixed(2)}: ${details}`);
  }

  #noteMessage(client: Viewer, revs: Map<string, number>, message: Message): void {
    const { chatId, rev } = message;
    const known = revs.get(chatId);
    if (known !== rev - 1) this.violate('D7', `${client.name} is at ${known} of ${chatId} and was sent ${rev}`);
    revs.set(chatId, rev);
    this.deliveries.push({ userId: client.userId, message, at: this.#time.exact });
  }

  #noteChanges(client: Viewer, revs: Map<string, number>, { chatId, messages, upToRev }: EventOf<'changes'>): void {
    const known = revs.get(chatId) ?? -1;
    let last = known;
    for (const message of messages) {
      if (known < 0 || message.rev <= last) {
        this.violate('D7', `${client.name} is at ${last} of ${chatId} and was sent a page with ${message.rev}`);
      }
      last = message.rev;
      this.deliveries.push({ userId: client.userId, message, at: this.#time.exact });
    }
    if (upToRev < last) this.violate('D15', `${client.name} got a page up to ${upToRev} with ${last} in it`);
    revs.set(chatId, upToRev);
  }
}

function isStorageFailure(error: unknown): boolean {
  if (error instanceof StorageUnavailableError) return true;
  return error instanceof Error && error.cause !== undefined && isStorageFailure(error.cause);
}
