import { documentLimits, type User } from '@confab/protocol';
import type { Caller } from '../../src/http/index.ts';
import type { DocumentBounds } from '../../src/personal/document-rules.ts';
import { type ConnectionLimits, defaultConnectionLimits } from '../../src/realtime/connection.ts';
import { StorageUnavailableError } from '../../src/storage/index.ts';
import { History } from './history.ts';
import type { Random } from './random.ts';
import { SimBus, SimSharedSets } from './sim-bus.ts';
import type { SimDatabase } from './sim-database.ts';
import type { Faults } from './sim-faults.ts';
import type { SimLink } from './sim-link.ts';
import { SimNode } from './sim-node.ts';
import { VirtualTime } from './virtual-time.ts';

/** Everything of one run. */
export class SimWorld {
  readonly time = new VirtualTime();
  readonly bus: SimBus;
  readonly sharedSets = new SimSharedSets(this);
  readonly people = new Map<string, User>();
  readonly history: History;
  readonly random: Random;
  readonly database: SimDatabase;
  readonly nodes: SimNode[] = [];
  /** At one time: a node that is alone knows what it wrote, one after another too. */
  hasManyNodes = true;
  faults: Faults;
  crashes = 0;
  connectionLimits: ConnectionLimits = defaultConnectionLimits;
  documentBounds: DocumentBounds = documentLimits;
  documentPage = { limit: 100, maxBytes: 100_000 };
  /** What a socket takes before it says that it is full: below half the soft limit, as in Node. */
  highWaterMark = 64 * 1024;

  constructor(random: Random, database: SimDatabase, faults: Faults) {
    this.random = random;
    this.database = database;
    this.faults = faults;
    this.history = new History(this.time, (chatId, userId) => database.readSeqOf(chatId, userId));
    this.bus = new SimBus(this, random.chance(0.5));
  }

  /** A process whose database does not answer as it starts ends, and is started again. */
  async startNode(): Promise<void> {
    try {
      this.nodes.push(await SimNode.start(this));
    } catch (error) {
      if (!(error instanceof StorageUnavailableError)) throw error;
      this.#startLater();
    }
  }

  #startLater(): void {
    this.time.after(this.random.between(100, 3_000), () => void this.startNode());
  }

  pickNode(): SimNode | undefined {
    return this.random.pick(this.nodes.filter((node) => node.isAlive));
  }

  /** One crashes; another takes its place a while later. */
  crash(node: SimNode): void {
    node.crash();
    this.crashes += 1;
    this.nodes.splice(this.nodes.indexOf(node), 1);
    this.#startLater();
  }

  /** A client's upgrade request arrives at some node. */
  async connect(link: SimLink, pathname: string, caller: Caller): Promise<void> {
    await this.time.delay(this.random.between(0.1, 0.1 + this.faults.latencyMs));
    const node = this.pickNode();
    const found = node?.endpoint(pathname);
    if (!node || !found) return link.refuse();
    try {
      const refusal = await this.whileAlive(node, Promise.resolve(found.endpoint.authorize(caller, found.params)));
      if (refusal) return link.refuse();
    } catch {
      return link.refuse();
    }
    node.links.add(link);
    found.endpoint.accept({ ...link.accept(), caller, params: found.params });
  }

  /** What a node answers; fails as a broken connection does where the node dies before. */
  whileAlive<Result>(node: SimNode, work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (node.isAlive) stop = this.time.after(50, look);
        else reject(new TypeError('fetch failed'));
      };
      let stop = this.time.after(50, look);
      work.then(resolve, reject).finally(() => stop());
    });
  }

  /** The result, or never: whoever asked is gone. */
  orNever<Result>(isOver: () => boolean, work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      work.then(
        (result) => isOver() || resolve(result),
        (error: unknown) => isOver() || reject(error instanceof Error ? error : new Error(String(error))),
      );
    });
  }
}
