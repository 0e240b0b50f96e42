import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PicturePool } from '../../apps/server/src/pictures/picture-pool.ts';
import { addRow, type Context, type Scenario } from '../context.ts';
import { compareReadings, connectAll, sampleSome, takeReading } from '../load/drive.ts';
import { LoadPool } from '../load/pool.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { mergeHistograms } from '../measure/histogram.ts';
import { median } from '../measure/median.ts';
import { readUsage } from '../measure/process-usage.ts';
import { ourName } from '../results.ts';
import { chatId, placeOf } from '../seed.ts';
import { groupPlan, type RunningConfab, SeededFolders, startConfab } from '../subjects/confab.ts';
import { measureEcho } from './fan-out.ts';

export const fileNames = {
  copy: 'cp and fsync of a file',
  upload: 'upload of that file',
  alone: 'fan-out to 500, 1 in flight',
  beside: 'fan-out to 500, 1 in flight, with uploads beside it',
  ranges: 'parts of 64 KiB of a file',
  thumbnail: 'thumbnail of a photo of 12 megapixels',
};

const people = 500;
const mib = 2 ** 20;
const sampledClients = 32;
const rangeConnections = 16;

/** A file goes up as the SDK sends it; the same bytes are copied on the same disk, in turn. */
export const files: Scenario = {
  name: 'files',
  async run(context) {
    const bytes = (context.settings.isQuick ? 256 : 1_024) * mib;
    const folder = await new SeededFolders(context.workFolder).make('files', groupPlan(people));
    const limits = { FILE_MIB: '2048', FILES_MIB_PER_PERSON: '99999', FILES_MIB_IN_ALL: '999999' };
    await using confab = await startConfab(folder, limits);
    await using pool = new LoadPool(context.settings.loadProcesses);
    const stage = { context, confab, pool, bytes };
    await compareWithCopy(stage);
    await measureRanges(stage);
    await measureBeside(stage);
    await measureThumbnail(context);
  },
};

interface Stage {
  context: Context;
  confab: RunningConfab;
  pool: LoadPool;
  bytes: number;
}

const person = (place: number) => placeOf({ ...groupPlan(people), chats: [] }, place);

async function compareWithCopy({ context, confab, pool, bytes }: Stage): Promise<void> {
  const [from, to] = [join(context.workFolder, 'original'), join(context.workFolder, 'copy')];
  writeFileOf(from, bytes);
  const [uploader] = pool.processes;
  const args = { port: confab.port, token: person(0).token, isKept: false };
  // What is loaded and grown with the first is no part of it.
  await uploader?.call('upload', { ...args, bytes: 16 * mib });
  const idle = readUsage(confab.server.pid).rssBytes;
  const [copies, uploads]: [number[], number[]] = [[], []];
  let peak = idle;
  const before = readUsage(confab.server.pid);
  await readStallMs(confab.port);
  const rounds = context.settings.rounds + 1;
  for (let round = 0; round < rounds; round += 1) {
    copies.push(copyOf(from, to));
    const watch = setInterval(() => (peak = Math.max(peak, readUsage(confab.server.pid).rssBytes)), 50);
    uploads.push((await uploader?.call('upload', { ...args, bytes }))?.seconds ?? Number.NaN);
    clearInterval(watch);
  }
  const after = readUsage(confab.server.pid);
  rmSync(from);
  const row = { unit: 'MiB', subject: ourName };
  const size = bytes / mib;
  const seconds = { copy: median(copies), upload: median(uploads) };
  addRow(context, {
    ...row,
    scenario: fileNames.copy,
    figures: { perSecond: size / seconds.copy, seconds: seconds.copy },
    notes: [],
  });
  addRow(context, {
    ...row,
    scenario: fileNames.upload,
    figures: {
      perSecond: size / seconds.upload,
      seconds: seconds.upload,
      cpuMicros: ((after.cpuMs - before.cpuMs) * 1_000) / (size * rounds),
      grownMb: (peak - idle) / mib,
      stallMs: await readStallMs(confab.port),
    },
    notes: [
      `in turn, seconds: ${copies.map((copy, round) => `${copy.toFixed(2)} / ${uploads[round]?.toFixed(2)}`).join(', ')}`,
    ],
  });
}

function writeFileOf(path: string, bytes: number): void {
  const piece = randomBytes(mib);
  const file = openSync(path, 'w');
  for (let left = bytes; left > 0; left -= piece.length) writeSync(file, piece);
  closeSync(file);
  execFileSync('sync', [path]);
}

function copyOf(from: string, to: string): number {
  const startedAt = performance.now();
  // Without a reflink, which copies nothing.
  execFileSync('cp', ['--reflink=never', from, to]);
  execFileSync('sync', [to]);
  const seconds = (performance.now() - startedAt) / 1_000;
  rmSync(to);
  return seconds;
}

async function measureRanges({ context, confab, pool }: Stage): Promise<void> {
  const { token } = person(0);
  const [uploader] = pool.processes;
  const kept = await uploader?.call('upload', { port: confab.port, token, bytes: 64 * mib, isKept: true });
  const run = (seconds: number) =>
    Promise.all(
      pool.processes.map((process) =>
        process.call('httpLoad', {
          port: confab.port,
          connections: rangeConnections / pool.processes.length,
          seconds,
          tokens: [token],
          paths: [`/api/files/${kept?.fileId ?? ''}`],
          range: 'bytes=1000000-1065535',
        }),
      ),
    );
  await run(context.settings.warmMs / 1_000);
  const before = await takeReading(pool, [confab.server.pid]);
  const results = await run(context.settings.measureMs / 1_000);
  const after = await takeReading(pool, [confab.server.pid]);
  const latencies = mergeHistograms(results.map((result) => result.latencies));
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const notOk = results.reduce((sum, result) => sum + result.notOk, 0);
  addRow(context, {
    scenario: fileNames.ranges,
    unit: 'requests',
    subject: ourName,
    figures: {
      perSecond: results.reduce((sum, result) => sum + result.requests / result.seconds, 0),
      cpuMicros: ((after.server.cpuMs - before.server.cpuMs) * 1_000) / requests,
      p50Ms: latencies.percentile(50) / 1_000,
      p99Ms: latencies.percentile(99) / 1_000,
      rssMb: after.server.rssBytes / mib,
    },
    notes: [...compareReadings(before, after).notes, ...(notOk > 0 ? [`${notOk} ANSWERS WERE NOT 206`] : [])],
  });
}

/** The group speaks, with and without uploads one after another in the same server, in turn. */
async function measureBeside({ context, confab, pool, bytes }: Stage): Promise<void> {
  const server = {
    name: ourName,
    pids: [confab.server.pid],
    ports: [confab.port],
    backing: [],
    dialect: 'confab' as const,
    chatId: chatId(0),
    clients: [],
    notes: [],
    readStallMs: () => readStallMs(confab.port),
    [Symbol.asyncDispose]: async () => {},
  };
  const cursors = { [chatId(0)]: 1 };
  const clients = Array.from({ length: people }, (_, place) => ({ ...person(place), cursors }));
  const [sender, ...receivers] = sampleSome(clients, sampledClients);
  await using pilot = new LoadPool(1);
  await using uploaders = new LoadPool(1);
  await connectAll(pool, server, receivers);
  await connectAll(pilot, server, sender ? [sender] : []);
  const stage = { server, pool, pilot, size: people };
  const [alone, beside]: [number[], number[]] = [[], []];
  const measure = async (): Promise<number> => (await measureEcho(context, stage, 1)).figures.p99Ms ?? Number.NaN;
  const uploaded: number[] = [];
  for (let round = 0; round <= context.settings.rounds; round += 1) {
    alone.push(await measure());
    const over = new AbortController();
    const uploading = (async () => {
      while (!over.signal.aborted) {
        const done = await uploaders.processes[0]?.call('upload', {
          port: confab.port,
          token: person(1).token,
          bytes: bytes / 4,
          isKept: false,
        });
        if (done) uploaded.push(bytes / 4 / mib / done.seconds);
      }
    })();
    beside.push(await measure());
    over.abort();
    await uploading;
  }
  const row = { unit: 'deliveries', subject: ourName };
  addRow(context, { ...row, scenario: fileNames.alone, figures: { p99Ms: median(alone) }, notes: [] });
  addRow(context, {
    ...row,
    scenario: fileNames.beside,
    figures: { p99Ms: median(beside), grownBy: median(beside) / median(alone) },
    notes: [
      `p99 in turn: ${alone.map((ms, round) => `${ms.toFixed(1)} / ${beside[round]?.toFixed(1)}`).join(', ')} ms`,
      `the uploads had ${Math.round(median(uploaded))} MiB a second meanwhile`,
    ],
  });
  await pool.all('cut', () => ({}));
}

const photo = { width: 4_000, height: 3_000 };

/** As the server makes it with an upload, in the process that it has for that; its CPU from the file to the file. */
async function measureThumbnail(context: Context): Promise<void> {
  const [from, to] = [join(context.workFolder, 'photo.jpg'), join(context.workFolder, 'photo.webp')];
  await writePhoto(from);
  const pool = new PicturePool({ onError: (error) => console.error(error) });
  const job = { from, type: 'image/jpeg', drawings: [{ to, width: 320, height: 1_280 }] };
  await pool.run(job, ourName);
  const before = readUsage(process.pid);
  const times = context.settings.isQuick ? 5 : 20;
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const startedAt = performance.now();
    const result = await pool.run(job, ourName);
    if ('none' in result) throw new Error(`The photo was refused: ${result.none}`);
    took.push(performance.now() - startedAt);
  }
  const cpuMs = readUsage(process.pid).cpuMs - before.cpuMs;
  pool.close();
  const figures = { cpuMicros: (cpuMs * 1_000) / times, p50Ms: median(took), maxMs: Math.max(...took) };
  addRow(context, { scenario: fileNames.thumbnail, unit: 'thumbnails', subject: ourName, figures, notes: [] });
}

/** Light and shade with the grain of a sensor, at the quality of a phone. */
async function writePhoto(path: string): Promise<void> {
  const { default: sharp } = await import('sharp');
  const pixels = randomBytes(photo.width * photo.height * 3);
  for (let at = 0; at < pixels.length; at += 1) {
    const [x, y] = [(at / 3) % photo.width, at / 3 / photo.width];
    pixels[at] = 128 + 90 * Math.sin(x / 300) * Math.cos(y / 200) + ((pixels[at] ?? 0) % 16);
  }
  await sharp(pixels, { raw: { ...photo, channels: 3 } })
    .jpeg({ quality: 88 })
    .toFile(path);
}
