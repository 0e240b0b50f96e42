import { createChatRule } from '../../../apps/server/src/chats/chat-rules.ts';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { countUnread, findProgress, seatKey } from '../../../apps/server/src/chats/index.ts';
import type { LogCommand, Storage } from '../../../apps/server/src/storage/index.ts';
import { rulesUrl } from '../../../apps/server/src/rules.ts';
import { openPostgresStorage } from '../../../apps/server/src/storage/postgres/open-postgres-storage.ts';
import { PostgresServer } from '../../../apps/server/src/storage/postgres/test-server.ts';
import type { CostId } from '../costs.ts';
import { spend, type Spent } from './cpu.ts';
import { plantPeople, sessionId } from './people.ts';
import { sampleContent, sampleId } from './sample.ts';

const people = 112;
const membersPerChat = 8;
const chats = 400;
/** So each of them is in about this many. */
const chatsPerPerson = (chats * membersPerChat) / people;
const seconds = 3;
/** Transactions at once: as of several nodes that commit beside each other. */
const lanes = 8;
const batchSize = 100;
const headsPerQuery = 500;
/** Those who resume at once share their queries; the server lets in so many. */
const resumesAtOnce = 16;

const personId = (person: number): string => sampleId('person', person % people);
const chatId = (chat: number): string => sampleId('chat', chat % chats);
/** One of the chat's members. */
const memberOf = (chat: number, seat = 0): string => personId((chat % chats) + (seat % membersPerChat) * 14);
const sendTo = (chat: number, seat = 0): LogCommand => ({
  type: 'send',
  chatId: chatId(chat),
  senderId: memberOf(chat, seat),
  clientId: randomUUID(),
  content: sampleContent,
  at: Date.now(),
});

interface Stage {
  storage: Storage;
  pid: number;
}

/** What the storage costs on PostgreSQL: CPU of the database and of the node that asks, bytes of its log and of its tables. */
export async function measurePostgres(): Promise<Partial<Record<CostId, number>>> {
  await using server = await PostgresServer.start();
  const url = await server.createDatabase();
  const [storage, other] = [
    await openPostgresStorage({ url, rules: rulesUrl }),
    await openPostgresStorage({ url, rules: rulesUrl }),
  ];
  try {
    await plant(storage);
    const stage = { storage, pid: await postmasterPid(storage) };
    return {
      ...(await measureWrites(stage)),
      ...(await measureOneChat(stage, other)),
      ...(await measureReads(stage)),
    };
  } finally {
    await storage.close();
    await other.close();
  }
}

async function plant(storage: Storage): Promise<void> {
  const now = Date.now();
  const plans = Array.from({ length: chats }, (_, chat): LogCommand => {
    const members = Array.from({ length: membersPerChat }, (_unused, seat) => ({
      userId: memberOf(chat, seat),
      role: 'owner' as const,
    }));
    const group = { kind: 'group' as const, name: 'Climbing', directKey: null, creatorId: memberOf(chat) };
    return createChatRule.command({ at: now, chatId: chatId(chat), ...group, members });
  });
  await storage.log.commit(plans);
  await plantPeople(storage, headsPerQuery);
}

async function measureWrites(stage: Stage): Promise<Partial<Record<CostId, number>>> {
  const { storage } = stage;
  const { log } = storage;
  const before = await sizes(storage);
  const alone = await onPostgres(stage, lanes, async (lane, turn) => {
    await log.commit([sendTo(lane * 40 + (turn % 40), turn)]);
    return 1;
  });
  const between = await sizes(storage);
  const batched = await onPostgres(stage, 2, async (lane, turn) => {
    const first = lane * 200 + (turn % 2) * batchSize;
    await log.commit(Array.from({ length: batchSize }, (_, index) => sendTo(first + index, turn)));
    return batchSize;
  });
  const after = await sizes(storage);
  // The warm-up sends too: bytes are counted by the messages that are there.
  const read = await onPostgres(stage, lanes, async (lane, turn) => {
    const chat = lane * 40 + (turn % 40);
    const move = { chatId: chatId(chat), userId: memberOf(chat, 1 + (turn % 7)), seq: Math.floor(turn / 280) + 1 };
    await log.moveReadPositions([move]);
    return 1;
  });
  const moved = await sizes(storage);
  return {
    postgresSendMicros: alone.otherMicros,
    nodeCommitMicros: alone.ownMicros,
    postgresCommitsPerSecond: alone.count / alone.seconds,
    postgresBatchedSendMicros: batched.otherMicros,
    postgresBatchedSendsPerSecond: batched.count / batched.seconds,
    walBytesPerSend: (between.wal - before.wal) / (between.messages - before.messages),
    storedBytesPerMessage: (after.stored - before.stored) / (after.messages - before.messages),
    postgresReadMoveMicros: read.otherMicros,
    nodeReadMoveMicros: read.ownMicros,
    walBytesPerReadMove: (moved.wal - after.wal) / (read.count * (1 + 0.3 / seconds)),
  };
}

/** All into one chat, from two nodes. */
async function measureOneChat(stage: Stage, other: Storage): Promise<Partial<Record<CostId, number>>> {
  const logs = [stage.storage.log, other.log];
  const into = (size: number) =>
    onPostgres(stage, 2, async (lane, turn) => {
      await logs[lane]?.commit(Array.from({ length: size }, () => sendTo(0, turn)));
      return size;
    });
  const [alone, batched] = [await into(1), await into(batchSize)];
  return {
    oneChatCommitsPerSecond: alone.count / alone.seconds,
    oneChatBatchedSendsPerSecond: batched.count / batched.seconds,
  };
}

async function measureReads(stage: Stage): Promise<Partial<Record<CostId, number>>> {
  const { log, db } = stage.storage;
  const heads = await onPostgres(stage, 2, async () => {
    return (await log.readHeads(Array.from({ length: chats }, (_, chat) => chatId(chat)))).size;
  });
  const sessionIds = Array.from({ length: headsPerQuery }, (_, person) => sessionId(person));
  const sessions = await onPostgres(stage, 2, async () => {
    const columns = ['id', 'user_id', 'token', 'expires_at'] as const;
    return (await db.selectFrom('sessions').select(columns).where('id', 'in', sessionIds).execute()).length;
  });
  const pages = await onPostgres(stage, lanes, async (lane) => {
    await log.readPage(chatId(lane), { limit: 50 });
    return 1;
  });
  const resumes = await onPostgres(stage, 2, async (lane) => {
    const users = Array.from({ length: resumesAtOnce }, (_, person) => personId(lane * resumesAtOnce + person));
    // What they are in, and once more when they follow it; everything is counted, as after a start.
    await findProgress(db, users);
    const progress = [...(await findProgress(db, users))];
    const seats = progress.flatMap(([userId, all]) => all.map(({ id }) => seatKey({ userId, chatId: id })));
    await countUnread(stage.storage, seats);
    return resumesAtOnce * chatsPerPerson;
  });
  return {
    postgresHeadMicros: heads.otherMicros,
    nodeHeadMicros: heads.ownMicros,
    postgresSessionMicros: sessions.otherMicros,
    nodeSessionMicros: sessions.ownMicros,
    postgresPageMicros: pages.otherMicros,
    postgresResumeMicrosPerChat: resumes.otherMicros,
  };
}

function onPostgres(
  { pid }: Stage,
  count: number,
  work: (lane: number, turn: number) => Promise<number>,
): Promise<Spent> {
  return spend({ lanes: count, seconds, otherPid: pid }, work);
}

async function sizes({ db }: Storage): Promise<{ wal: number; stored: number; messages: number }> {
  const { wal, messages, sends } = await db
    .selectNoFrom((eb) => [
      eb.fn<string>('pg_wal_lsn_diff', [eb.fn('pg_current_wal_lsn'), eb.val('0/0')]).as('wal'),
      eb.fn<number>('pg_total_relation_size', [eb.val('messages')]).as('messages'),
      eb.fn<number>('pg_total_relation_size', [eb.val('sends')]).as('sends'),
    ])
    .executeTakeFirstOrThrow();
  const { count } = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { wal: Number(wal), stored: messages + sends, messages: count };
}

/** The server's first process, of which those that serve connections are children. */
export async function postmasterPid({ db }: Storage): Promise<number> {
  const { pid } = await db.selectNoFrom(({ fn }) => fn<number>('pg_backend_pid').as('pid')).executeTakeFirstOrThrow();
  return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
