import {
  createClient,
  type ConfabClient,
  type DocumentSync,
  type OutboxEntry,
  type OutboxStorage,
} from '@confab/client';
import type { Command, ServerEvent } from '@confab/protocol';
import { ApiError, type Caller } from '../../src/http/index.ts';
import { type LinkListener, SimLink } from './sim-link.ts';
import type { SimNode } from './sim-node.ts';
import { simSocketClass } from './sim-socket.ts';
import type { SimWorld } from './sim-world.ts';

/** One device of a person: the real SDK on a simulated network. What it saves outlives it, as a file does. */
export class SimClient {
  readonly userId: string;
  readonly name: string;
  readonly #world: SimWorld;
  #saved: readonly OutboxEntry[] = [];
  #sdk: ConfabClient | undefined;
  /** Runs from one restart to the next; what belongs to an earlier one is dead. */
  #life = 0;
  #link: SimLink | null = null;

  constructor(world: SimWorld, userId: string, name: string) {
    this.#world = world;
    this.userId = userId;
    this.name = name;
  }

  get sdk(): ConfabClient {
    if (!this.#sdk) throw new Error('The client was not started.');
    return this.#sdk;
  }

  get caller(): Caller {
    return { userId: this.userId, sessionId: this.name, role: 'member', restricted: null };
  }

  get documentSync(): DocumentSync {
    return this.sdk.getState().documentSync;
  }

  get link(): SimLink | null {
    return this.#link;
  }

  /** The process ends without a word and another begins with what was saved. */
  restart(): void {
    this.#link?.cut();
    this.#life += 1;
    this.start();
  }

  start(): void {
    const { random, people } = this.#world;
    const me = people.get(this.userId);
    const life = this.#life;
    const isOver = (): boolean => life !== this.#life;
    const time = this.#world.time;
    this.#sdk = createClient({
      baseUrl: 'http://sim',
      token: this.userId,
      ...(me && { me: { ...me, email: null } }),
      storage: this.#storage(isOver),
      // The SDK asks by address, never by `Request`.
      fetch: (input, init) => this.#fetch(input as string, init ?? {}, isOver),
      WebSocket: this.#socketClass(isOver),
      clock: { now: time.now, elapsed: time.now, after: (ms, run) => time.after(ms, () => !isOver() && run()) },
      random: random.fork().next,
    });
    this.#sdk.connect();
  }

  #storage(isOver: () => boolean): OutboxStorage {
    let left: readonly OutboxEntry[] = this.#saved;
    return {
      adopt: async () => {
        const adopted = [...left];
        left = [];
        return adopted;
      },
      save: async (entries) => {
        // What was saved before and is not yet taken over stays beside it.
        if (!isOver()) this.#saved = [...left, ...entries];
      },
      close: () => Promise.resolve(),
    };
  }

  /** Requests and answers get lost with a link's cut, or with the node that was asked. */
  async #fetch(address: string, init: RequestInit, isOver: () => boolean): Promise<Response> {
    const url = new URL(address);
    if (url.pathname === '/api/auth/ws-ticket') return response(200, '{"ticket":"t","expiresAt":""}');
    const { time, random, faults } = this.#world;
    await time.delay(random.between(0.1, 0.1 + faults.latencyMs));
    const node = this.#world.pickNode();
    const answer = await this.#world.orNever(isOver, this.#ask(node, url, init));
    await time.delay(random.between(0.1, 0.1 + faults.latencyMs));
    return answer;
  }

  async #ask(node: SimNode | undefined, url: URL, init: RequestInit): Promise<Response> {
    if (url.pathname === '/api/auth/users')
      return response(200, JSON.stringify({ users: [...this.#world.people.values()] }));
    if (!node) throw new TypeError('fetch failed');
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const { caller } = this;
    try {
      const work = node.routes.call({ caller, method: init.method ?? 'GET', url, body });
      const { status, json } = await this.#world.whileAlive(node, work);
      return response(status, json);
    } catch (error) {
      if (error instanceof ApiError) {
        return response(error.status, JSON.stringify({ code: error.code, detail: error.detail, status: error.status }));
      }
      if (error instanceof TypeError) throw error;
      return response(500, JSON.stringify({ code: 'internal', detail: String(error), status: 500 }));
    }
  }

  #socketClass(isOver: () => boolean): typeof WebSocket {
    const { history } = this.#world;
    return simSocketClass({
      isOver,
      dial: (pathname, listener) => this.#dial(pathname, listener),
      sends: (link, text) => history.noteCommand(this, link, JSON.parse(text) as Command),
      hears: (link, text) => history.noteFrame(this, link, JSON.parse(text) as ServerEvent),
    });
  }

  #dial(pathname: string, listener: LinkListener): SimLink {
    const link = new SimLink(this.#world, listener);
    this.#link = link;
    void this.#world.connect(link, pathname, this.caller);
    return link;
  }
}

function response(status: number, json: string): Response {
  const answer = { status, ok: status < 300, headers: new Headers(), json: async () => JSON.parse(json) as unknown };
  // What the SDK reads of it; a real one reads its body in real time.
  return answer as unknown as Response;
}
