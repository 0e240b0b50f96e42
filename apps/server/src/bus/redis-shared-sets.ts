import { randomBytes } from 'node:crypto';
import type { ChainableCommander } from 'ioredis';
import { z } from 'zod';
import { RedisConnection } from './redis-connection.ts';
import * as scripts from './redis-set-scripts.ts';
import type { SetName, SharedSets } from './shared-sets.ts';

export interface RedisSharedSetsOptions {
  /** `redis://` or `rediss://`, Redis 7 and up or Valkey. */
  url: string;
  onError: (error: unknown) => void;
  /** Of this process; made up if left out. */
  nodeId?: string;
  /** In front of every key: servers of different databases may share a Redis. */
  prefix?: string;
  /** The entries of a node that says nothing for this long are void. */
  leaseMs?: number;
  /** How often a node says that it lives, and looks for others that do not. */
  beatMs?: number;
  /** The start waits this long for Redis, then goes on without it. */
  connectWithinMs?: number;
}

type StaleHandler = (set: SetName, members: readonly string[]) => void;

const membersPerCommand = 1_000;
/** Should a lease be lost and its entries not, they go by themselves. A node puts it off for its own. */
const keyExpiresSeconds = 24 * 3_600;
const putOffExpiryMs = 6 * 3_600_000;

const membersSchema = z.array(z.string());
const clearedSchema = z.array(z.union([z.string(), membersSchema])).nullable();

/** Opens shared sets over Redis. While Redis is away they hold this node's own entries. */
export async function createRedisSharedSets(options: RedisSharedSetsOptions): Promise<SharedSets> {
  const nodeId = options.nodeId ?? randomBytes(9).toString('base64url');
  const connection = new RedisConnection({ ...options, name: `confab-sets-${nodeId}` });
  const sets = new RedisSharedSets(connection, { leaseMs: 6_000, beatMs: 1_500, prefix: 'confab', ...options, nodeId });
  try {
    await connection.open(options.connectWithinMs ?? 3_000);
    await sets.joined();
  } catch (error) {
    await sets.close();
    throw error;
  }
  return sets;
}

type SetsSettings = Required<Pick<RedisSharedSetsOptions, 'nodeId' | 'prefix' | 'leaseMs' | 'beatMs' | 'onError'>>;

/**
 * The truth about this node's entries is kept here, and Redis has a copy under a lease. Whenever the copy may be wrong,
 * after a broken connection or an emptied Redis, everything is written anew under a new lease and the old one ended.
 */
class RedisSharedSets implements SharedSets {
  readonly #connection: RedisConnection;
  readonly #settings: SetsSettings;
  readonly #own = new Map<SetName, Set<string>>();
  readonly #staleHandlers: StaleHandler[] = [];
  readonly #restoredHandlers: (() => void)[] = [];
  /** Added here, and not yet in Redis: whoever was told of it there did not find it. */
  readonly #unwritten = new Map<SetName, Set<string>>();
  readonly #beat: NodeJS.Timeout;
  readonly #putOff: NodeJS.Timeout;
  #generation = 0;
  /** Null until Redis was told of everything. */
  #lease: string | null = null;
  #abandoned: string[] = [];
  #joining: Promise<void> = Promise.resolve();
  #beating = false;

  constructor(connection: RedisConnection, settings: SetsSettings) {
    this.#connection = connection;
    this.#settings = settings;
    connection.onReady(() => this.#join());
    connection.client.on('close', () => this.#abandon());
    this.#beat = setInterval(() => void this.#keepUp(), settings.beatMs);
    this.#beat.unref();
    this.#putOff = setInterval(() => void this.#putOffExpiry(), putOffExpiryMs);
    this.#putOff.unref();
  }

  joined(): Promise<void> {
    return this.#joining;
  }

  async add(set: SetName, member: string): Promise<void> {
    const own = this.#own.get(set) ?? new Set();
    if (own.has(member)) return;
    this.#own.set(set, own.add(member));
    this.#unwritten.set(set, (this.#unwritten.get(set) ?? new Set()).add(member));
    if (this.#lease === null) return;
    const pipeline = this.#connection.client.pipeline();
    if (own.size === 1) this.#writeSet(pipeline, this.#lease, set);
    else pipeline.sadd(this.#setKey(set, this.#lease), member);
    if (await this.#execute(pipeline)) this.#forgetUnwritten(set, [member]);
  }

  async remove(set: SetName, member: string): Promise<void> {
    const own = this.#own.get(set);
    if (!own?.delete(member)) return;
    this.#forgetUnwritten(set, [member]);
    if (own.size === 0) this.#own.delete(set);
    if (this.#lease === null) return;
    const pipeline = this.#connection.client.pipeline();
    pipeline.srem(this.#setKey(set, this.#lease), member);
    if (own.size === 0) pipeline.srem(this.#leaseKey(this.#lease), set);
    await this.#execute(pipeline);
  }

  async members(set: SetName): Promise<string[]> {
    const shared = membersSchema.safeParse(await this.#evaluate(scripts.readMembers, set)).data ?? [];
    return [...new Set([...(this.#own.get(set) ?? []), ...shared])];
  }

  async intersect(set: SetName, members: readonly string[]): Promise<Set<string>> {
    const own = this.#own.get(set);
    const present = new Set(members.filter((member) => own?.has(member)));
    const elsewhere = partsOf(members.filter((member) => !present.has(member)));
    const answers = elsewhere.map((part) => this.#evaluate(scripts.readIntersection, set, ...part));
    for (const answer of await Promise.all(answers)) {
      for (const member of membersSchema.safeParse(answer).data ?? []) present.add(member);
    }
    return present;
  }

  onStale(handler: StaleHandler): void {
    this.#staleHandlers.push(handler);
  }

  onRestored(handler: () => void): void {
    this.#restoredHandlers.push(handler);
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    clearInterval(this.#putOff);
    const lease = this.#lease;
    this.#lease = null;
    if (lease !== null) await this.#evaluate(scripts.endLease, lease);
    this.#connection.close();
  }

  #setKey(set: string, lease: string): string {
    return `${this.#settings.prefix}:set:${set}:${lease}`;
  }

  #leaseKey(lease: string): string {
    return `${this.#settings.prefix}:lease:${lease}`;
  }

  /** In one go, before anything else can be written: what is added or removed from now on follows it. */
  #join(): void {
    this.#abandon();
    const { nodeId, prefix, leaseMs } = this.#settings;
    const lease = `${nodeId}.${++this.#generation}`;
    const before = [...this.#abandoned];
    const pipeline = this.#connection.client.pipeline();
    // Whether the others still count on the old lease is asked before it is ended.
    pipeline.eval(scripts.renewLease, 1, prefix, before.at(-1) ?? '', leaseMs);
    pipeline.eval(scripts.takeLease, 1, prefix, lease, leaseMs);
    for (const set of this.#own.keys()) this.#writeSet(pipeline, lease, set);
    for (const old of before) pipeline.eval(scripts.endLease, 1, prefix, old);
    this.#lease = lease;
    const unwritten = new Map([...this.#unwritten].map(([set, members]) => [set, [...members]] as const));
    this.#joining = this.#told(pipeline, before, unwritten);
  }

  async #told(
    pipeline: ChainableCommander,
    before: readonly string[],
    unwritten: ReadonlyMap<SetName, readonly string[]>,
  ): Promise<void> {
    const answers = await this.#execute(pipeline);
    if (!answers) return;
    this.#abandoned = this.#abandoned.filter((old) => !before.includes(old));
    for (const [set, members] of unwritten) this.#forgetUnwritten(set, members);
    if (answers[0] === 0 && before.length > 0) this.#tellAllStale();
    else for (const [set, members] of unwritten) this.#tellStale(set, members);
    for (const handler of this.#restoredHandlers) handler();
  }

  #forgetUnwritten(set: SetName, members: readonly string[]): void {
    const unwritten = this.#unwritten.get(set);
    for (const member of members) unwritten?.delete(member);
    if (unwritten?.size === 0) this.#unwritten.delete(set);
  }

  #abandon(): void {
    if (this.#lease !== null) this.#abandoned.push(this.#lease);
    this.#lease = null;
  }

  #tellAllStale(): void {
    for (const [set, members] of this.#own) this.#tellStale(set, [...members]);
  }

  #writeSet(pipeline: ChainableCommander, lease: string, set: SetName): void {
    const key = this.#setKey(set, lease);
    for (const part of partsOf([...(this.#own.get(set) ?? [])])) pipeline.sadd(key, ...part);
    pipeline.expire(key, keyExpiresSeconds);
    pipeline.sadd(this.#leaseKey(lease), set);
    pipeline.expire(this.#leaseKey(lease), keyExpiresSeconds);
  }

  async #keepUp(): Promise<void> {
    if (this.#lease === null || this.#beating) return;
    this.#beating = true;
    try {
      const renewed = await this.#evaluate(scripts.renewLease, this.#lease, this.#settings.leaseMs);
      // Redis was emptied, or this process stood still for too long.
      if (renewed === 0 && this.#lease !== null) this.#join();
      while (await this.#clearSome());
    } catch (error) {
      this.#settings.onError(error);
    } finally {
      this.#beating = false;
    }
  }

  async #clearSome(): Promise<boolean> {
    const cleared = clearedSchema.safeParse(await this.#evaluate(scripts.clearEnded)).data;
    if (!cleared) return false;
    for (let index = 0; index < cleared.length; index += 2) {
      const [set, members] = cleared.slice(index, index + 2);
      if (isSetName(set) && Array.isArray(members)) this.#tellStale(set, members);
    }
    return true;
  }

  #tellStale(set: SetName, members: readonly string[]): void {
    for (const handler of this.#staleHandlers) handler(set, members);
  }

  async #putOffExpiry(): Promise<void> {
    if (this.#lease === null) return;
    const pipeline = this.#connection.client.pipeline();
    pipeline.expire(this.#leaseKey(this.#lease), keyExpiresSeconds);
    for (const set of this.#own.keys()) pipeline.expire(this.#setKey(set, this.#lease), keyExpiresSeconds);
    await this.#execute(pipeline);
  }

  /** Null while Redis is away: what reads goes on with what is known here, what was to be written is, when it is back. */
  async #evaluate(script: string, ...args: (string | number)[]): Promise<unknown> {
    const { client, isReady } = this.#connection;
    if (!isReady) return null;
    try {
      return await client.eval(script, 1, this.#settings.prefix, ...args);
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  async #execute(pipeline: ChainableCommander): Promise<unknown[] | null> {
    try {
      const answers = (await pipeline.exec()) ?? [];
      for (const [error] of answers) if (error) throw error;
      return answers.map(([, answer]) => answer);
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** A connection that broke tells of it by itself; anything else is news. */
  #failed(error: unknown): void {
    if (this.#connection.isReady) this.#settings.onError(error);
  }
}

function isSetName(name: unknown): name is SetName {
  return typeof name === 'string' && (name === 'online' || name.startsWith('active:'));
}

function partsOf(members: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < members.length; start += membersPerCommand) {
    parts.push(members.slice(start, start + membersPerCommand));
  }
  return parts;
}
