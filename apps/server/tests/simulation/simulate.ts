import { documentLimits } from '@confab/protocol';
import { chatIdsOf } from '../../src/chats/index.ts';
import { defaultConnectionLimits } from '../../src/realtime/connection.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { checkClient } from './check-clients.ts';
import { checkDocuments } from './check-documents.ts';
import { checkAcknowledged, checkExpired, checkLog, checkMembership, readWholeLog } from './check-log.ts';
import { DocumentWorkload } from './document-workload.ts';
import { expireLogs } from './expire-workload.ts';
import { Random } from './random.ts';
import { seedCrypto } from './seeded-crypto.ts';
import { SimClient } from './sim-client.ts';
import { createChatRule } from '../../src/chats/chat-rules.ts';
import type { SimDatabase } from './sim-database.ts';
import { drawFaults, withoutFaults, type Faults } from './sim-faults.ts';
import { ReadWorkload } from './read-workload.ts';
import { SimWorld } from './sim-world.ts';
import { TalkWorkload } from './talk-workload.ts';
import { act } from './workload.ts';

export interface RunReport {
  seed: number;
  violations: readonly string[];
  events: number;
  frames: number;
  acknowledged: number;
  /** Puts of documents that were acknowledged. */
  documents: number;
  messages: number;
  /** Of these, whose time was over. */
  expired: number;
  faults: Faults;
}

/** Long enough for a backoff of 30 s, a heartbeat of 25 s and a sweep on top. */
const quietMs = 90_000;

/**
 * One life of a small world, drawn from `seed`: people chat while things break; then all is repaired, and is compared. `expires`: what
 * is too old goes meanwhile.
 */
export async function simulate(
  seed: number,
  database: SimDatabase,
  { expires = false }: { expires?: boolean } = {},
): Promise<RunReport> {
  const random = new Random(seed);
  using seeded = seedCrypto(random.fork());
  void seeded;
  database.clear();
  const world = new SimWorld(random.fork(), database, withoutFaults(drawFaults(random)));
  const faults = drawFaults(random);
  const clients = await populate(world, random);
  await world.time.pass(3_000);
  world.faults = faults;
  stepClocks(world, new Random(~seed));
  await live(world, clients, random, expires ? new Random(seed ^ 0x7e5e) : null);
  world.faults = withoutFaults(faults);
  await world.time.pass(quietMs);
  return await check(world, clients, { seed, faults });
}

async function populate(world: SimWorld, random: Random): Promise<SimClient[]> {
  // Bounds small enough that a few long messages make a connection lag; a page of a hundred of them is not too slow.
  const softQueuedBytes = random.pick([2_000, 20_000, defaultConnectionLimits.softQueuedBytes]) ?? 2_000;
  world.connectionLimits = { ...defaultConnectionLimits, softQueuedBytes, hardQueuedBytes: 2_000_000 };
  world.highWaterMark = softQueuedBytes / 4;
  // Few enough that deletions are forgotten while somebody is away, and that a resume takes several pages.
  world.documentBounds = {
    ...documentLimits,
    countMax: random.pick([2, 1_000]) ?? 1_000,
    tombstonesMax: random.pick([0, 1, 1_000]) ?? 1_000,
  };
  world.documentPage = { limit: random.pick([1, 2, 100]) ?? 1, maxBytes: 100_000 };
  const userIds = Array.from({ length: random.int(2, 4) }, (_, index) => `user-${index + 1}`);
  for (const id of userIds) {
    const createdAt = new Date(world.time.now()).toISOString();
    world.people.set(id, {
      id,
      username: id,
      displayName: id,
      avatarUrl: null,
      createdAt,
      online: false,
      lastSeenAt: null,
    });
  }
  const { log, db } = world.database.storage(async (_kind, _job, run) => run());
  await addAccounts(db, userIds);
  for (let index = random.int(1, 2); index > 0; index -= 1) {
    const members = userIds.map((userId, place) => ({ userId, role: place === 0 ? 'owner' : 'member' }) as const);
    const chat = {
      chatId: `chat-${index}`,
      kind: 'group',
      name: 'room',
      directKey: null,
      creatorId: 'user-1',
    } as const;
    await log.commit([createChatRule.command({ ...chat, members, at: world.time.now() })]);
  }
  const nodes = random.int(1, 3);
  world.hasManyNodes = nodes > 1;
  for (let count = nodes; count > 0; count -= 1) void world.startNode();
  await world.time.pass(1_000);
  const devices = userIds.flatMap((userId) => (random.chance(0.4) ? [`${userId}/a`, `${userId}/b`] : [`${userId}/a`]));
  const clients = devices.map((name) => new SimClient(world, name.split('/')[0] ?? '', name));
  for (const client of clients) client.start();
  return clients;
}

/** By these names they are mentioned. */
async function addAccounts(db: Storage['db'], userIds: readonly string[]): Promise<void> {
  const rows = userIds.map((id) => ({
    id,
    username: id,
    display_username: id,
    name: id,
    search_name: id,
    email: `${id}@sim`,
    email_verified: 0,
    created_at: '',
    updated_at: '',
  }));
  await db.insertInto('users').values(rows).execute();
}

/** Now and then somebody sets the clock of a node, from the faults on and for good. Drawn apart: it changes no other draw. */
function stepClocks(world: SimWorld, random: Random): void {
  world.time.after(random.between(500, 6_000), () => {
    random.pick(world.nodes)?.stepWall(random.pick([-600_000, -2_000, 2_000, 600_000]) ?? 0);
    stepClocks(world, random);
  });
}

/** People act and things break, each at its rate, until the time is over. */
async function live(
  world: SimWorld,
  clients: readonly SimClient[],
  random: Random,
  expiry: Random | null,
): Promise<void> {
  const { faults } = world;
  const endsAt = world.time.now() + random.between(3_000, 15_000);
  const repeat = (perSecond: number, run: (client: SimClient) => void): void => {
    if (perSecond === 0) return;
    const next = (): void => {
      const waitMs = -Math.log(1 - random.next()) * (1_000 / perSecond);
      world.time.after(waitMs, () => {
        if (world.time.now() >= endsAt) return;
        const client = random.pick(clients);
        if (client) run(client);
        next();
      });
    };
    next();
  };
  repeat(random.pick([3, 10, 25]) ?? 10, (client) => act(world, client, random));
  const documents = new DocumentWorkload(random.fork());
  repeat(random.pick([1, 5, 15]) ?? 5, (client) => documents.act(client));
  const talk = new TalkWorkload(random.fork());
  repeat(random.pick([1, 5, 15]) ?? 5, (client) => talk.act(client));
  const reads = new ReadWorkload(world, random.fork());
  repeat(random.pick([2, 10, 30]) ?? 10, (client) => reads.act(client));
  if (expiry) expireLogs(world, expiry, endsAt);
  repeat(faults.cutsPerSecond, (client) => client.link?.cut());
  repeat(faults.silencesPerSecond, (client) => client.link?.silence());
  repeat(faults.stallsPerSecond, (client) => client.link?.stall(random.between(100, 20_000)));
  repeat(faults.clientRestartsPerSecond, (client) => client.restart());
  repeat(faults.crashesPerSecond, () => {
    const node = world.pickNode();
    if (node) world.crash(node);
  });
  await world.time.pass(endsAt - world.time.now());
}

/**
 * A chat that was made over REST and left again before any stream told of it is still shown: the first use of it corrects
 * that, as the next resume does.
 */
async function lookAtLostChats(world: SimWorld, clients: readonly SimClient[], storage: Storage): Promise<void> {
  for (const client of clients) {
    const mine = new Set(await chatIdsOf(storage.db, client.userId));
    const lost = [...client.sdk.getState().chats.keys()].filter((chatId) => !mine.has(chatId));
    for (const chatId of lost) client.sdk.openChat(chatId);
  }
  await world.time.pass(2_000);
}

async function check(
  world: SimWorld,
  clients: readonly SimClient[],
  { seed, faults }: { seed: number; faults: Faults },
): Promise<RunReport> {
  const { history } = world;
  const storage = world.database.storage(async (_kind, _job, run) => run());
  await lookAtLostChats(world, clients, storage);
  const log = await readWholeLog(storage);
  await checkLog(storage, log, history);
  checkAcknowledged(log, history);
  checkMembership(log, history);
  const expired = await checkExpired(storage, log, history);
  await checkDocuments(storage, history, world.documentBounds);
  // A node that dies between moving a read position and telling of it leaves the other devices to their next resume.
  const positions = world.crashes === 0;
  for (const client of clients) await checkClient(world, client, { storage, log, positions });
  if (!positions) {
    for (const client of clients) client.link?.cut();
    await world.time.pass(quietMs);
    for (const client of clients) await checkClient(world, client, { storage, log, positions: true });
  }
  return {
    seed,
    faults,
    violations: history.violations,
    events: world.time.count,
    frames: history.frames,
    acknowledged: history.acknowledged.length,
    documents: history.documents.acknowledged,
    expired,
    messages: [...log.values()].reduce((sum, messages) => sum + messages.length, 0),
  };
}
