import type { Chat, Command, ErrorCode, Message, OwnUser, ServerEvent } from '@confab/protocol';
import { type ConfabClient, createClient, type ClientOptions } from '../src/index.ts';
import { ManualClock, turn } from './manual-clock.ts';
import { describe, type ModelChat, modelChat, modelUser, send } from './model-chat.ts';

/** A WebSocket whose other end is the test. */
class ScriptedSocket extends EventTarget {
  static instances: ScriptedSocket[] = [];
  readonly url: string;
  readonly said: Command[] = [];
  readyState = 0;

  constructor(url: string | URL) {
    super();
    this.url = String(url);
    ScriptedSocket.instances.push(this);
  }

  send(text: string): void {
    this.said.push(JSON.parse(text) as Command);
  }

  close(code = 1005): void {
    this.end(code);
  }

  accept(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  end(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }

  hear(event: ServerEvent): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
  }
}

const codes: Partial<Record<number, ErrorCode>> = {
  400: 'invalid-request',
  401: 'unauthenticated',
  409: 'other-user',
  429: 'rate-limited',
};

export const me: OwnUser = { ...modelUser('me'), email: null };

/** Plays the server by hand: accepts sockets, says frames, answers requests from a table. */
export class ScriptedServer implements AsyncDisposable {
  readonly clock = new ManualClock();
  readonly chat: ModelChat = modelChat('one', ['me', 'ann']);
  readonly requests: string[] = [];
  readonly headers: Headers[] = [];
  /** Of the requests that had one. */
  readonly bodies: unknown[] = [];
  readonly client: ConfabClient;
  epoch = 'e1';
  /** What it does beyond the first version; a server of before does not tell. */
  features: string[] | undefined;
  /** By method and path without query; a status stands for a refusal. */
  readonly answers: Record<string, unknown> = {};
  #wake: () => void = () => undefined;
  /** The page goes. */
  leave: () => void = () => undefined;
  /** Nobody sees it any more. */
  hide: () => void = () => undefined;

  constructor(options: Partial<ClientOptions> = {}) {
    ScriptedSocket.instances = [];
    this.client = createClient({
      baseUrl: 'http://confab.test',
      me,
      clock: this.clock,
      random: () => 0.5,
      WebSocket: ScriptedSocket as unknown as typeof WebSocket,
      fetch: (input, init) => this.#answer(input, init),
      lifecycle: {
        onWake: (run) => {
          this.#wake = run;
          return () => undefined;
        },
        onLeave: (run) => {
          this.leave = run;
          return () => undefined;
        },
        onHide: (run) => {
          this.hide = run;
          return () => undefined;
        },
      },
      ...options,
    });
  }

  get sockets(): readonly ScriptedSocket[] {
    return ScriptedSocket.instances;
  }

  /** The newest socket. */
  get socket(): ScriptedSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }

  wake(): void {
    this.#wake();
  }

  status(): string {
    return this.client.getState().connection.status;
  }

  /** What the client said on the newest socket, of one type. */
  said<Type extends Command['type']>(type: Type): Extract<Command, { type: Type }>[] {
    return this.socket.said.filter((command) => command.type === type) as Extract<Command, { type: Type }>[];
  }

  say(event: ServerEvent): void {
    this.socket.hear(event);
  }

  /** Opens the newest socket up to the client's `resume`. */
  async welcome(): Promise<void> {
    await turn();
    this.socket.accept();
    const features = this.features && { features: this.features };
    this.say({ type: 'welcome', connectionId: 'c', userId: 'me', epoch: this.epoch, serverTime: '', ...features });
  }

  /** From `connect` to live, with the one chat as it is. */
  async goLive(): Promise<void> {
    this.client.connect();
    await this.welcome();
    this.say({ type: 'chats', chats: [this.describe()] });
    this.say({ type: 'ready' });
    await turn();
  }

  /** The client has come back: everything after its cursor. */
  async goLiveAgain(): Promise<void> {
    await this.welcome();
    const cursor = this.said('resume')[0]?.cursors[this.chat.id] ?? 0;
    const messages = this.chat.messages.filter(({ rev }) => rev > cursor).toSorted((a, b) => a.rev - b.rev);
    this.say({ type: 'changes', chatId: this.chat.id, messages, upToRev: this.chat.rev, more: false });
    this.say({ type: 'ready' });
    await turn();
  }

  describe(): Chat {
    return describe(this.chat, 'me');
  }

  /** Commits a message; it reaches the client only with `say`. */
  commit(senderId: string, clientId: string | null = null): Message {
    const message = send(this.chat, senderId, { clientId });
    if (!message) throw new Error(`${senderId} is no member`);
    return message;
  }

  acknowledge({ chatId, clientId, id, seq, rev, createdAt }: Message): void {
    this.say({ type: 'ack', chatId, clientId: clientId ?? '', id, seq, rev, createdAt });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
  }

  async #answer(input: unknown, init: RequestInit | undefined): Promise<Response> {
    const { pathname } = new URL(String(input));
    const request = `${init?.method} ${pathname}`;
    this.requests.push(request);
    this.headers.push(new Headers(init?.headers));
    if (typeof init?.body === 'string') this.bodies.push(JSON.parse(init.body));
    const answer = this.answers[request] ?? { users: [] };
    await turn();
    if (typeof answer !== 'number') return Response.json(answer);
    const code = codes[answer] ?? 'unavailable';
    const headers: HeadersInit = answer === 429 ? { 'retry-after': '7' } : {};
    return Response.json({ code, detail: code, status: answer }, { status: answer, headers });
  }
}
