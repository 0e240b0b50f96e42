import { createClient, type Clock, type ConfabClient, type DocumentSync } from '@confab/client';
import type { Command, ServerEvent } from '@confab/protocol';
import { type RawData, WebSocket as NodeSocket } from 'ws';
import type { Person } from '../api.ts';
import type { History } from '../simulation/history.ts';
import { textOf } from '../sockets.ts';

export interface ClusterClientOptions {
  baseUrl: string;
  history: History;
  clock?: Clock | undefined;
}

/** A person's SDK as it comes, and a record of what went over its sockets, what it showed and how long it was away. */
export class ClusterClient implements AsyncDisposable {
  readonly person: Person;
  readonly userId: string;
  readonly name: string;
  readonly sdk: ConfabClient;
  /** The `clientId` of everything that was sent, acknowledged or not. */
  readonly sent: string[] = [];
  /** Of each chat, the places of the messages that the application was told of as new, in the order of the telling. */
  readonly told = new Map<string, number[]>();
  /** Up to where a chat was given whole, instead of change by change. */
  readonly givenWhole = new Map<string, Set<number>>();
  /** From the moment that the server took a message to that in which the application was told of it. */
  longestLagMs = 0;
  longestAwayMs = 0;
  longestUnacknowledgedMs = 0;
  refusals = 0;
  /** How often it was asked to leave. */
  drains = 0;
  /** Messages that went out once more. */
  resent = 0;
  readonly #onTheWire = new Set<string>();
  #wasLive = false;
  #awaySince: number | null = null;

  constructor(person: Person, { baseUrl, history, clock }: ClusterClientOptions) {
    this.person = person;
    this.userId = person.user.id;
    this.name = person.user.displayName;
    this.sdk = createClient({
      baseUrl,
      token: person.token,
      WebSocket: this.#recordedSocket(history),
      ...(clock && { clock }),
    });
    this.sdk.onMessage(({ message, isNew }) => {
      if (!isNew) return;
      this.told.set(message.chatId, [...(this.told.get(message.chatId) ?? []), message.seq]);
      this.longestLagMs = Math.max(this.longestLagMs, Date.now() - Date.parse(message.createdAt));
    });
    this.sdk.subscribe(() => this.#noteAway());
    this.sdk.connect();
  }

  get isLive(): boolean {
    return this.sdk.getState().connection.status === 'live';
  }

  get documentSync(): DocumentSync {
    return this.sdk.getState().documentSync;
  }

  headOf(chatId: string): number {
    return this.sdk.getState().chats.get(chatId)?.lastSeq ?? 0;
  }

  send(chatId: string, content: string): void {
    const startedAt = performance.now();
    const { clientId, delivered } = this.sdk.send(chatId, content);
    this.sent.push(clientId);
    delivered.then(
      () => (this.longestUnacknowledgedMs = Math.max(this.longestUnacknowledgedMs, performance.now() - startedAt)),
      () => {}, // the judge finds it missing
    );
  }

  #noteAway(): void {
    const now = performance.now();
    if (!this.isLive) {
      if (this.#wasLive) this.#awaySince ??= now;
      return;
    }
    this.longestAwayMs = Math.max(this.longestAwayMs, now - (this.#awaySince ?? now));
    this.#awaySince = null;
    this.#wasLive = true;
  }

  /** Of `ws`: Node's own socket may go over an idle connection of `fetch`, a browser's is always a new one. */
  #recordedSocket(history: History): typeof WebSocket {
    const hears = (link: object, data: RawData): void =>
      this.#hear(history, link, JSON.parse(textOf(data)) as ServerEvent);
    const says = (link: object, command: Command): void => this.#say(history, link, command);
    const Recorded = class extends NodeSocket {
      constructor(url: string) {
        super(url);
        this.on('message', (data) => hears(this, data));
      }
      override send(text: string): void {
        says(this, JSON.parse(text) as Command);
        super.send(text);
      }
    };
    return Recorded as unknown as typeof WebSocket;
  }

  #say(history: History, link: object, command: Command): void {
    history.noteCommand(this, link, command);
    if (command.type !== 'send') return;
    if (this.#onTheWire.has(command.clientId)) this.resent += 1;
    this.#onTheWire.add(command.clientId);
  }

  #hear(history: History, link: object, event: ServerEvent): void {
    history.noteFrame(this, link, event);
    if (event.type === 'error') this.refusals += 1;
    if (event.type === 'draining') this.drains += 1;
    if (event.type === 'reset') {
      const places = this.givenWhole.get(event.chatId) ?? new Set();
      this.givenWhole.set(event.chatId, places.add(event.chat.lastSeq));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sdk.close();
  }
}
