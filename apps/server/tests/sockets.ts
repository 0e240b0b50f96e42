import { once } from 'node:events';
import type { ChatSocketEvent, ServerEvent } from '@confab/protocol';
import { WebSocket, type ClientOptions, type RawData } from 'ws';
import type { Person } from './api.ts';

// Slow is not broken: the machine may be busy.
const patienceMs = 25_000;

export function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}

/** A socket that keeps every frame and lets a test wait for the one it needs. */
export class TestSocket<Event extends { type: string }> implements AsyncDisposable {
  readonly webSocket: WebSocket;
  readonly events: Event[] = [];
  #closed: { code: number; reason: string } | undefined;
  #waiters = new Set<() => void>();

  constructor(url: string, options: ClientOptions) {
    this.webSocket = new WebSocket(url.replace(/^http/, 'ws'), options);
    this.webSocket.on('message', (data) => {
      this.events.push(JSON.parse(textOf(data)) as Event);
      this.#wake();
    });
    this.webSocket.on('close', (code, reason) => {
      this.#closed = { code, reason: String(reason) };
      this.#wake();
    });
    this.webSocket.on('error', () => {});
  }

  #wake(): void {
    for (const waiter of this.#waiters) waiter();
  }

  send(frame: unknown): void {
    this.webSocket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  ofType<Type extends Event['type']>(type: Type): Extract<Event, { type: Type }>[] {
    return this.events.filter((event): event is Extract<Event, { type: Type }> => event.type === type);
  }

  /** Resolves when `condition` gives something; rejects with what came so far when it takes too long. */
  async until<Found>(condition: () => Found | undefined | null | false, what: string): Promise<Found> {
    const found = condition();
    if (found) return found;
    const { promise, resolve, reject } = Promise.withResolvers<Found>();
    const check = (): void => {
      const result = condition();
      if (result) resolve(result);
      else if (this.#closed) reject(new Error(`Closed with ${this.#closed.code} before ${what}`));
    };
    const timer = setTimeout(() => reject(new Error(`No ${what}; got ${JSON.stringify(this.events)}`)), patienceMs);
    this.#waiters.add(check);
    check();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiters.delete(check);
    });
  }

  next<Type extends Event['type']>(
    type: Type,
    matches: (event: Extract<Event, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<Event, { type: Type }>> {
    return this.until(() => this.ofType(type).find(matches), type);
  }

  async closed(): Promise<{ code: number; reason: string }> {
    if (!this.#closed) await once(this.webSocket, 'close', { signal: AbortSignal.timeout(patienceMs) });
    return this.#closed ?? { code: 0, reason: '' };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.webSocket.readyState === WebSocket.CLOSED) return;
    this.webSocket.terminate();
    await this.closed();
  }
}

async function opened<Event extends { type: string }>(socket: TestSocket<Event>): Promise<TestSocket<Event>> {
  await once(socket.webSocket, 'open', { signal: AbortSignal.timeout(patienceMs) });
  return socket;
}

export function bearer(person: Person): ClientOptions {
  return { headers: { authorization: `Bearer ${person.token}` } };
}

/** On the per-chat socket of the contract. */
export function joinChat(url: string, chatId: string, person: Person): Promise<TestSocket<ChatSocketEvent>> {
  return opened(new TestSocket<ChatSocketEvent>(`${url}/api/chats/ws/${chatId}/${person.user.id}`, bearer(person)));
}

/** On the unified socket, before `resume`. */
export async function connect(url: string, person: Person): Promise<TestSocket<ServerEvent>> {
  const socket = await opened(new TestSocket<ServerEvent>(`${url}/api/ws`, bearer(person)));
  await socket.next('welcome');
  return socket;
}

/** On the unified socket, after an answered `resume`. */
export async function connectLive(
  url: string,
  person: Person,
  {
    epoch = null,
    cursors = {},
    ...asked
  }: {
    epoch?: string | null;
    cursors?: Record<string, number>;
    documents?: number;
    typing?: true;
    receipts?: true;
  } = {},
): Promise<TestSocket<ServerEvent>> {
  const socket = await connect(url, person);
  socket.send({ type: 'resume', epoch, cursors, ...asked });
  await socket.next('ready');
  return socket;
}

/** The status with which the upgrade was refused, and the problem document. */
export async function refusal(url: string, options: ClientOptions = {}): Promise<{ status: number; body: string }> {
  const webSocket = new WebSocket(url.replace(/^http/, 'ws'), options);
  webSocket.on('error', () => {});
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  webSocket.on('open', () => {
    webSocket.terminate();
    resolve({ status: 101, body: '' });
  });
  webSocket.on('unexpected-response', (_request, response) => {
    let body = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => (body += part));
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    response.on('error', reject);
  });
  return promise;
}
