import { type Check, type Figures, ourName, type Row } from './results.ts';
import { clusterFanOutName } from './scenarios/cluster-fan-out.ts';
import { clusterSendsName } from './scenarios/cluster-sends.ts';
import { crossNodeName } from './scenarios/cross-node.ts';
import { directSendsNames } from './scenarios/direct-sends.ts';
import { scenarioName } from './scenarios/fan-out.ts';
import { fileNames } from './scenarios/files.ts';
import { idleName } from './scenarios/idle.ts';
import { nodeKillName } from './scenarios/node-kill.ts';
import { pushNames } from './scenarios/push.ts';
import { restNames } from './rest/works.ts';
import { readNames } from './scenarios/reads.ts';
import { searchNames } from './scenarios/search.ts';
import { stormName } from './scenarios/reconnect-storm.ts';
import { webName } from './scenarios/web.ts';
import { clusterName, oneNodeName } from './subjects/cluster.ts';
import { networks } from './web/networks.ts';
import { textNames } from './web/any-text.ts';
import { useNames } from './web/use.ts';

type Bound = Check['bound'];
type FiguresOf = (scenario: string, subject?: string) => Figures | undefined;
type AddCheck = (target: string, measured: number | undefined, bound: [Bound, number]) => void;

/** The targets of the project that these rows can answer. */
export function checkTargets(rows: readonly Row[]): Check[] {
  const figures: FiguresOf = (scenario, subject = ourName) =>
    rows.find((row) => row.scenario === scenario && row.subject === subject)?.figures;
  const checks: Check[] = [];
  const check: AddCheck = (target, measured, [bound, limit]) => {
    if (measured === undefined) return;
    const isMet = bound === 'least' ? measured >= limit : measured <= limit;
    checks.push({ target, limit, measured, bound, isMet });
  };

  for (const size of [500, 5_000]) checkFanOut(size, figures, check);
  check('durable one-on-one: acknowledged sends/s', figures(directSendsNames.full)?.perSecond, ['least', 12_000]);
  check('send to delivered at 5,000/s: p99 ms', figures(directSendsNames.at(5_000))?.p99Ms, ['most', 20]);
  check('send to delivered at 1,000/s: p50 ms', figures(directSendsNames.at(1_000))?.p50Ms, ['most', 2]);
  check('memory for each of 10,000 idle connections: KB', figures(idleName(10_000))?.kbEach, ['most', 12]);
  check('process with 1,000 people connected: MB', figures(idleName(1_000))?.rssMb, ['most', 150]);
  check('5,000 clients resumed: seconds', figures(stormName(5_000))?.seconds, ['most', 5]);
  check('history page: p99 ms', figures(readNames.page)?.p99Ms, ['most', 3]);
  check('resume of one chat: p99 ms', figures(readNames.resume)?.p99Ms, ['most', 3]);
  checkResumes(figures, check);
  check('history pages/s over REST', figures(readNames.pages)?.perSecond, ['least', 4_000]);
  checkRest(figures, check);
  checkSearch(figures, check);
  const stalls = rows
    .filter((row) => row.subject === ourName)
    .map((row) => row.figures.stallMs ?? Number.NaN)
    .filter((stall) => !Number.isNaN(stall));
  if (stalls.length > 0) check('longest stall of the event loop: ms', Math.max(...stalls), ['most', 20]);
  checkPush(figures, check);
  checkFiles(figures, check);
  for (const network of networks) {
    const chat = figures(webName('chat', network));
    check(`a chat is readable, cold, ${network.name}: ms`, chat?.readableMs, ['most', 1_000]);
    check(`layout shift while a chat opens, ${network.name}`, chat?.shift, ['most', 0.01]);
  }
  checkUse(figures, check);
  checkCluster(figures, check);
  return checks;
}

function checkResumes(figures: FiguresOf, check: AddCheck): void {
  for (const name of [readNames.resumeAll, readNames.resumeAnew]) {
    const { cpuMicros } = figures(name) ?? {};
    check(`${name}: CPU ms`, cpuMicros === undefined ? undefined : cpuMicros / 1_000, ['most', 3]);
  }
}

/** Beside `node:http` with the same bytes, in the same turns. */
function checkRest(figures: FiguresOf, check: AddCheck): void {
  const [page, post] = [figures(restNames.page), figures(restNames.post)];
  check('pages of messages, 16 clients: share of the bare server', page?.ofBare, ['least', 0.6]);
  check('pages of messages, 16 clients: per second', page?.perSecond, ['least', 10_000]);
  check('lists of 200 chats, 16 clients: per second', figures(restNames.list)?.perSecond, ['least', 2_000]);
  check('posts, 16 clients: share of the bare server', post?.ofBare, ['least', 0.4]);
  check('posts, 16 clients: per second', post?.perSecond, ['least', 8_000]);
}

/** On both databases. */
function checkSearch(figures: FiguresOf, check: AddCheck): void {
  for (const subject of [ourName, clusterName(1)]) {
    for (const work of searchNames.works) {
      const found = figures(searchNames.of(work), subject);
      check(`search for ${work}, ${subject}: p50 ms`, found?.p50Ms, ['most', 3]);
      check(`search for ${work}, ${subject}: p99 ms`, found?.p99Ms, ['most', 10]);
    }
    check(`searches, 16 clients, ${subject}: per second`, figures(searchNames.all, subject)?.perSecond, [
      'least',
      2_000,
    ]);
    check(`search index, ${subject}: × the text`, figures(searchNames.index, subject)?.ofText, ['most', 1.5]);
  }
  check('sends with indexing beside: × without', figures(searchNames.sends)?.grownBy, ['most', 1.03]);
}

function checkPush(figures: FiguresOf, check: AddCheck): void {
  const pushed = figures(pushNames.pushed);
  check('a message to its push, 1,000 devices, 1,000 sends/s: p99 ms', pushed?.p99Ms, ['most', 2_000]);
  check('p99 of sends with pushes beside: × without', pushed?.grownBy, ['most', 1.05]);
}

function checkFiles(figures: FiguresOf, check: AddCheck): void {
  const uploaded = figures(fileNames.upload);
  check('upload of 1 GB: × cp with fsync', ratio(uploaded?.perSecond, figures(fileNames.copy)?.perSecond), [
    'least',
    0.5,
  ]);
  check('memory above idle while 1 GB is uploaded: MB', uploaded?.grownMb, ['most', 40]);
  check('p99 of a fan-out with uploads beside: × without', figures(fileNames.beside)?.grownBy, ['most', 1.25]);
  check('requests/s for parts of a file', figures(fileNames.ranges)?.perSecond, ['least', 1_000]);
  check('thumbnail of a photo of 12 megapixels: CPU ms', ratio(figures(fileNames.thumbnail)?.cpuMicros, 1_000), [
    'most',
    400,
  ]);
}

/** The page in use, as ui.md wants it. */
function checkUse(figures: FiguresOf, check: AddCheck): void {
  check('switch of chats: p50 ms', figures(useNames.switching)?.p50Ms, ['most', 50]);
  check('keystroke in a long chat: p99 ms', figures(useNames.keystroke)?.p99Ms, ['most', 16]);
  check('keystroke in a long chat: CPU µs', figures(useNames.keystroke)?.cpuMicros, ['most', 16_000]);
  check('frames a second while scrolling a long chat', figures(useNames.scrolling)?.perSecond, ['least', 59]);
  for (const name of [textNames.shown, textNames.unfolded]) {
    check(`${name}: longest ms`, figures(name)?.maxMs, ['most', 50]);
  }
  const opening = ratio(figures(useNames.openLong)?.p50Ms, figures(useNames.openShort)?.p50Ms);
  check('a long chat opens: × a chat of 10', opening, ['most', 1.5]);
  check('heap grown by scrolling far: MB', figures(useNames.scrolledFar)?.grownMb, ['most', 5]);
  check('heap grown in 176 switches: MB', figures(useNames.afterSwitches)?.grownMb, ['most', 5]);
}

/** On PostgreSQL and Redis. */
function checkCluster(figures: FiguresOf, check: AddCheck): void {
  const twoNodes = clusterName(2);
  for (const inFlight of [1, 32]) {
    const name = clusterFanOutName(inFlight);
    const cpu = ratio(figures(name, twoNodes)?.cpuMicros, figures(name, oneNodeName)?.cpuMicros);
    check(`${name}: CPU of one node on SQLite ×`, cpu, ['most', 1.25]);
  }
  for (const nodes of [1, 2]) {
    const sends = figures(clusterSendsName, clusterName(nodes))?.perSecond;
    check(`durable one-on-one on ${clusterName(nodes)}: acknowledged sends/s`, sends, ['least', 3_000]);
  }
  check(`${crossNodeName}: p99 ms`, figures(crossNodeName, twoNodes)?.p99Ms, ['most', 15]);
  check('people of a killed node resumed: seconds', figures(nodeKillName(1_000), twoNodes)?.seconds, ['most', 3]);
}

function checkFanOut(size: number, figures: FiguresOf, check: AddCheck): void {
  for (const inFlight of [1, 32]) {
    const name = scenarioName(size, inFlight);
    const cpu = ratio(figures(name)?.cpuMicros, figures(name, 'node-floor')?.cpuMicros);
    check(`${name}: CPU of the bare Node loop ×`, cpu, ['most', 1.3]);
  }
  const name = scenarioName(size, 32);
  const ours = figures(name);
  check(`${name}: deliveries of Socket.IO ×`, ratio(ours?.perSecond, figures(name, 'socket.io')?.perSecond), [
    'least',
    10,
  ]);
  check(`${name}: deliveries of FastAPI ×`, ratio(ours?.perSecond, figures(name, 'fastapi')?.perSecond), ['least', 20]);
  check(`${name}: CPU µs for a delivery`, ours?.cpuMicros, ['most', 0.6]);
}

function ratio(ours: number | undefined, theirs: number | undefined): number | undefined {
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}
