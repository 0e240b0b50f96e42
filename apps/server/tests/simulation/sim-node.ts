import type { User } from '@confab/protocol';
import type { Accounts } from '../../src/accounts/index.ts';
import { stageAccounts } from '../../src/accounts/stage-accounts.ts';
import { listFeatures } from '../../src/features.ts';
import { submit } from '../../src/log/submit.ts';
import type { DocumentBounds } from '../../src/personal/document-rules.ts';
import type { Clock } from '../../src/realtime/clock.ts';
import type { ConnectionLimits } from '../../src/realtime/connection.ts';
import type { SocketEndpoint } from '../../src/realtime/upgrade.ts';
import { expireMessagesRule } from '../../src/retention/retention-rules.ts';
import { StorageUnavailableError } from '../../src/storage/index.ts';
import type { JobName, Jobs } from '../../src/storage/sqlite/jobs.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type Features, wireFeatures } from '../../src/wire-features.ts';
import type { History } from './history.ts';
import type { BusNode, SimBus, SimSharedSets } from './sim-bus.ts';
import type { SimDatabase } from './sim-database.ts';
import type { SimLink } from './sim-link.ts';
import { SimRoutes } from './sim-routes.ts';
import type { SimSurroundings } from './sim-surroundings.ts';

/** What a node has of its world. */
interface NodeWorld extends SimSurroundings {
  readonly bus: SimBus;
  readonly sharedSets: SimSharedSets;
  readonly database: SimDatabase;
  readonly people: ReadonlyMap<string, User>;
  readonly history: History;
  readonly connectionLimits: ConnectionLimits;
  readonly documentBounds: DocumentBounds;
  readonly documentPage: { limit: number; maxBytes: number };
  readonly hasManyNodes: boolean;
}

/** One server process, but for HTTP and threads: the real features on simulated time, storage, bus and sockets. */
export class SimNode implements BusNode {
  readonly links = new Set<SimLink>();
  readonly routes = new SimRoutes();
  readonly #world: NodeWorld;
  #isAlive = true;
  #wallAheadMs = 0;
  #features: Features | undefined;
  /** Until when each lane of the storage is busy: its jobs are done one after the other. */
  readonly #busyUntil = { writer: 0, reader: 0 };

  private constructor(world: NodeWorld) {
    this.#world = world;
  }

  static async start(world: NodeWorld): Promise<SimNode> {
    const node = new SimNode(world);
    try {
      await node.#start();
    } catch (error) {
      node.crash();
      throw error;
    }
    return node;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Somebody sets the machine's clock. */
  stepWall(ms: number): void {
    this.#wallAheadMs += ms;
  }

  /** The process is gone in the middle of whatever it did. */
  crash(): void {
    this.#isAlive = false;
    this.#world.sharedSets.expire(this);
    for (const link of this.links) link.cut();
    this.links.clear();
  }

  /** What was written in this log before `before` is too old: one batch of it goes. */
  async expire(chatId: string, before: number): Promise<void> {
    const features = this.#features;
    if (!features || !this.#isAlive) return;
    const at = this.#world.time.now() + this.#wallAheadMs;
    await submit(features.writer, expireMessagesRule.command({ chatId, before, at }));
  }

  endpoint(pathname: string): { endpoint: SocketEndpoint; params: Record<string, string> } | null {
    for (const endpoint of this.#features?.sockets.endpoints ?? []) {
      const params = endpoint.match(pathname);
      if (params) return { endpoint, params };
    }
    return null;
  }

  async #start(): Promise<void> {
    const world = this.#world;
    const clock: Clock = {
      wallNow: () => world.time.now() + this.#wallAheadMs,
      monotonicNow: world.time.now,
      after: (delayMs, task) => world.time.after(delayMs, () => this.#isAlive && task()),
    };
    const logError = (details: { err: unknown }): void => world.history.noteError(details.err);
    this.#features = await wireFeatures({
      storage: this.#storage(),
      bus: world.bus.of(this),
      sharedSets: world.sharedSets.of(this),
      logger: { error: logError } as never,
      clock,
      schedule: (task) => void clock.after(world.random.between(0, 0.05), task),
      connectionLimits: world.connectionLimits,
      rates: null,
      sockets: { allowsOrigin: () => true, compress: false, admit: () => null },
      createAccounts: async (whoIsOnline) => this.#accounts(whoIsOnline),
      features: (house) =>
        listFeatures({ ...house, documentBounds: world.documentBounds, documentPage: world.documentPage }),
    });
    await this.routes.register(this.#features.routes);
  }

  #storage(): Storage {
    const { database, hasManyNodes } = this.#world;
    return database.storage((kind, job, run) => this.#runJob(kind, job, run), hasManyNodes);
  }

  /** What a dead node asked for is not done, or done and never answered. */
  #runJob<Name extends JobName>(
    kind: 'writer' | 'reader',
    job: Name,
    run: () => Jobs[Name]['output'],
  ): Promise<Jobs[Name]['output']> {
    const { time, random, faults, history } = this.#world;
    const doneAt = Math.max(time.exact, this.#busyUntil[kind]) + random.between(0.01, 0.01 + faults.storageMs);
    const answeredAt = doneAt + random.between(0.01, 0.01 + faults.storageMs / 4);
    this.#busyUntil[kind] = answeredAt;
    return new Promise((resolve, reject) => {
      time.after(doneAt - time.exact, () => {
        if (!this.#isAlive) return;
        const fails = random.chance(kind === 'writer' ? faults.commitFails : faults.readFails);
        let settle = (): void => reject(new StorageUnavailableError('The disk said no.'));
        if (!fails || (kind === 'writer' && random.chance(faults.commitFailsLate))) {
          const output = run();
          if (job === 'commit') history.noteCommit(output as Jobs['commit']['output']);
          if (!fails) settle = () => resolve(output);
        }
        time.after(answeredAt - doneAt, () => this.#isAlive && settle());
      });
    });
  }

  #accounts(whoIsOnline: (userIds: readonly string[]) => Promise<Set<string>>): Accounts {
    const people = this.#world.people;
    return {
      ...stageAccounts(),
      authenticate: () => Promise.resolve(null),
      redeemTicket: () => Promise.resolve(null),
      finishLogIn: () => Promise.reject(new Error('nobody logs in here')),
      isLive: () => Promise.resolve(true),
      liveCaller: (named) => Promise.resolve({ ...named, role: 'member', restricted: null }),
      sessionsChanged: () => {},
      seesEveryone: () => true,
      whoIsFound: (_viewer, ids) => Promise.resolve(new Set(ids)),
      whoIsKnown: (_viewer, ids) => Promise.resolve(new Set(ids)),
      whoHide: () => Promise.resolve(new Set()),
      async encodedUsers(ids) {
        const users = await this.users(ids);
        return new Map(
          [...users].map(([id, user]) => [id, { json: JSON.stringify(user), hides: new Set(), until: Infinity }]),
        );
      },
      async users(ids) {
        const online = await whoIsOnline(ids);
        const known = ids.flatMap((id): [string, User][] => {
          const user = people.get(id);
          return user ? [[id, { ...user, online: online.has(id) }]] : [];
        });
        return new Map(known);
      },
    };
  }
}
