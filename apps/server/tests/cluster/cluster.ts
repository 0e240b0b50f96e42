import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStorage } from '../../src/storage/postgres/open-postgres-storage.ts';
import { PostgresServer } from '../../src/storage/postgres/test-server.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type RedisServer, startRedisServer } from '../faults/redis-server.ts';
import { startTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { EventLoss } from './event-loss.ts';
import { eventually } from './eventually.ts';
import { ServerNode } from './server-node.ts';

/** One of the nodes, and the wires that it hangs on. */
export interface ClusterNode {
  process: ServerNode;
  readonly redis: TcpProxy;
  /** Events that Redis has sent, and that do not arrive. */
  readonly lostEvents: EventLoss;
  readonly postgres: TcpProxy;
}

const nodeCount = 3;

/** Three server processes on one PostgreSQL and one Redis behind a load balancer, all of them real. */
export class Cluster implements AsyncDisposable {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly balancer: Balancer;
  readonly nodes: ClusterNode[] = [];
  /** The same database, past the nodes: for the judge. */
  readonly storage: Storage;
  readonly #folder: string;
  readonly #databaseUrl: string;

  private constructor(
    parts: Pick<Cluster, 'postgres' | 'redis' | 'balancer' | 'storage'>,
    { folder, databaseUrl }: { folder: string; databaseUrl: string },
  ) {
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.balancer = parts.balancer;
    this.storage = parts.storage;
    this.#folder = folder;
    this.#databaseUrl = databaseUrl;
  }

  static async start(): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'confab-cluster-'));
    const [postgres, redis, balancer] = await Promise.all([
      PostgresServer.start(),
      startRedisServer(),
      startBalancer(),
    ]);
    const databaseUrl = await postgres.createDatabase();
    const storage = await openPostgresStorage({ url: databaseUrl, maxConnections: 2 });
    const cluster = new Cluster({ postgres, redis, balancer, storage }, { folder, databaseUrl });
    const nodes = await Promise.all(Array.from({ length: nodeCount }, () => cluster.#startNode()));
    cluster.nodes.push(...nodes);
    cluster.balanceAll();
    return cluster;
  }

  get url(): string {
    return this.balancer.url;
  }

  get parts(): { storage: Storage } {
    return { storage: this.storage };
  }

  /** New connections go to all nodes that run. */
  balanceAll(): void {
    this.balancer.send(this.nodes.filter(({ process }) => process.isRunning).map(({ process }) => process.port));
  }

  /** While `work` is under way, new connections go to these nodes alone. */
  async balanceTo<Result>(nodes: readonly ClusterNode[], work: () => Promise<Result>): Promise<Result> {
    this.balancer.send(nodes.map(({ process }) => process.port));
    try {
      return await work();
    } finally {
      this.balanceAll();
    }
  }

  /** Another process in the place of one that has ended, on a port of its own. */
  async replace(node: ClusterNode): Promise<void> {
    node.process = await this.#startProcess(node);
    this.balanceAll();
  }

  /** All that is broken works again, and is known to. */
  async repair(): Promise<void> {
    for (const node of this.nodes) {
      node.lostEvents.isOn = false;
      node.redis.heal();
      node.postgres.heal();
      node.process.signal('SIGCONT');
      if (!node.process.isRunning) await this.replace(node);
    }
    await this.untilReady();
  }

  /** Resolves when every node says that it has all that it needs. */
  async untilReady(): Promise<void> {
    for (const { process } of this.nodes) await eventually(() => process.isReady(), 'a node that is ready');
  }

  async #startNode(): Promise<ClusterNode> {
    const lostEvents = new EventLoss();
    const redis = await startTcpProxy(this.redis.port, { filter: () => lostEvents.filter() });
    const postgres = await startTcpProxy(this.postgres.port);
    return { redis, lostEvents, postgres, process: await this.#startProcess({ redis, postgres }) };
  }

  #startProcess({ redis, postgres }: Pick<ClusterNode, 'redis' | 'postgres'>): Promise<ServerNode> {
    const databaseUrl = new URL(this.#databaseUrl);
    databaseUrl.port = `${postgres.port}`;
    return ServerNode.start({
      DATA_DIR: this.#folder,
      DATABASE_URL: databaseUrl.href,
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      AUTH_SECRET: 'x'.repeat(40),
      RATE_LIMITS: 'off',
      PUSH_PRIVATE_ADDRESSES: 'on',
      LOG_LEVEL: 'fatal',
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.nodes.map(({ process }) => process[Symbol.asyncDispose]()));
    await Promise.all(
      this.nodes.flatMap(({ redis, postgres }) => [redis, postgres]).map((one) => one[Symbol.asyncDispose]()),
    );
    await this.balancer[Symbol.asyncDispose]();
    await this.storage.close();
    await Promise.all([this.postgres[Symbol.asyncDispose](), this.redis[Symbol.asyncDispose]()]);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
