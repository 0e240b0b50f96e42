import type { Health, HealthStatus } from '@confab/protocol';
import { sql } from 'kysely';
import { encodeTimestamp } from '../storage/timestamp.ts';
import type { AdministrationContext } from './administration-context.ts';
import type { Nodes } from './nodes.ts';
import { readDatabaseBytes, readDisk } from './storage-use.ts';

export interface HealthContext extends AdministrationContext {
  nodes: Nodes;
  /** Rejects where the mail server does not take what it is given; null where there is none. */
  mailServer: (() => Promise<void>) | null;
  /** What features stand on beside the database, by name: see `Feature.checks`. */
  checks: () => Readonly<Record<string, () => Promise<void>>>;
}

type Check = Health['checks'][number];
type Figures = Check['figures'];

const pingMs = 2_000;
/** A database that takes this long for nothing has too much to do. */
const slowMs = 250;
/** Work that is due for this long and not done waits for something. */
const lateMs = 300_000;
/** Of the disk, in parts: uploads end before it is full, and so does everything else. */
const lowDisk = 0.1;
const fullDisk = 0.02;

export async function readHealth(context: HealthContext): Promise<Health> {
  const { clock, nodes, hub } = context;
  const jobs = await readJobs(context).catch(() => null);
  const [nodeList, ...asked] = await Promise.all([
    nodes.list().catch(() => [nodes.own()]),
    checkDatabase(context),
    checkRedis(context),
    checkDisk(context),
    checkPush(context),
    checkMail(context),
    ...Object.entries(context.checks()).map(([name, check]) => timed(name, check)),
  ]);
  const checks = [...asked, checkJobs(context, jobs)];
  return {
    status: worstOf(checks),
    checkedAt: encodeTimestamp(clock.wallNow()),
    version: nodes.version,
    nodes: nodeList,
    node: {
      runtime: `Node.js ${process.versions.node}`,
      memoryBytes: process.memoryUsage.rss(),
      connections: hub.connections.size,
    },
    checks,
    jobs: jobs ?? [],
  };
}

function worstOf(checks: readonly Check[]): Health['status'] {
  if (checks.some(({ status }) => status === 'failed')) return 'failed';
  return checks.some(({ status }) => status === 'slow') ? 'slow' : 'ok';
}

async function timed(
  name: string,
  check: () => Promise<Figures | void>,
  statusOf: (ms: number, figures: Figures) => HealthStatus = (ms) => (ms > slowMs ? 'slow' : 'ok'),
): Promise<Check> {
  const startedAt = performance.now();
  const ms = (): number => Math.round((performance.now() - startedAt) * 10) / 10;
  try {
    const figures = (await check()) ?? {};
    const took = ms();
    return { name, status: statusOf(took, figures), ms: took, figures };
  } catch {
    // Why is in the log of the server, which may hold addresses and names of machines.
    return { name, status: 'failed', ms: ms(), figures: {} };
  }
}

async function checkDatabase({ storage }: HealthContext): Promise<Check> {
  const check = await timed('database', () => storage.ping(pingMs));
  const bytes = check.status === 'failed' ? null : await readDatabaseBytes(storage);
  return { ...check, figures: { kind: storage.dialect, ...(bytes !== null && { bytes }) } };
}

async function checkRedis({ bus }: HealthContext): Promise<Check> {
  // Of a lone process there is none: nothing can be lost.
  if (!bus.onEventsLost) return { name: 'redis', status: 'off', ms: null, figures: {} };
  return await timed('redis', () => bus.ping(pingMs));
}

async function checkDisk({ files }: HealthContext): Promise<Check> {
  const disk = await readDisk(files?.folder ?? null);
  if (disk === null) return { name: 'disk', status: 'off', ms: null, figures: {} };
  const free = disk.freeBytes / Math.max(1, disk.bytes);
  const status = free < fullDisk ? 'failed' : free < lowDisk ? 'slow' : 'ok';
  return { name: 'disk', status, ms: null, figures: { freeBytes: disk.freeBytes, bytes: disk.bytes } };
}

function checkJobs({ clock }: HealthContext, jobs: Health['jobs'] | null): Check {
  if (jobs === null) return { name: 'jobs', status: 'failed', ms: null, figures: {} };
  const waiting = jobs.reduce((sum, job) => sum + job.waiting, 0);
  const attempts = Math.max(0, ...jobs.map((job) => job.attempts));
  const isLate = jobs.some(
    ({ oldestDueAt }) => oldestDueAt !== null && clock.wallNow() - Date.parse(oldestDueAt) > lateMs,
  );
  return { name: 'jobs', status: isLate ? 'slow' : 'ok', ms: null, figures: { waiting, attempts } };
}

async function readJobs({ storage: { db } }: HealthContext): Promise<Health['jobs']> {
  const { rows } = await sql<{ kind: string; waiting: number; attempts: number; due_at: number | null }>`
    select kind, count(*) as waiting, max(attempts) as attempts, min(due_at) as due_at from jobs
    group by kind order by kind`.execute(db);
  return rows.map(({ kind, waiting, attempts, due_at: dueAt }) => ({
    kind,
    waiting: waiting,
    attempts: attempts,
    oldestDueAt: dueAt === null ? null : encodeTimestamp(dueAt),
  }));
}

async function checkPush({ storage: { db } }: HealthContext): Promise<Check> {
  return await timed(
    'push',
    async () => {
      const { rows } = await sql<{ devices: number; faults: number }>`
        select count(*) as devices, count(case when fault <> '' and failures > 0 then 1 end) as faults
        from push_subscriptions`.execute(db);
      return { devices: rows[0]?.devices ?? 0, faults: rows[0]?.faults ?? 0 };
    },
    // Some devices are always gone. Where most can't be reached the fault is here.
    (_ms, { devices, faults }) => (Number(faults) > Number(devices) / 2 ? 'slow' : 'ok'),
  );
}

async function checkMail({ mailServer }: HealthContext): Promise<Check> {
  if (mailServer === null) return { name: 'mail', status: 'off', ms: null, figures: {} };
  return await timed('mail', mailServer, () => 'ok');
}
