import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyForExpress } from '../peers/express-database.ts';
import { canned, recordAnswers } from '../rest/canned.ts';
import type { RestPlan } from '../rest/plan.ts';
import { type RestWork, testPost } from '../rest/works.ts';
import type { RestLane } from '../load/wire.ts';
import { ourName } from '../results.ts';
import { whyNoBetterSqlite3 } from './better-sqlite3.ts';
import type { SeededFolders } from './confab.ts';
import { startConfab } from './confab.ts';
import { launch, type LaunchedServer, waitFor } from './launch.ts';

/** One that is asked over REST. All of them run at once, and are asked in turn. */
export interface RestServer extends AsyncDisposable {
  name: string;
  port: number;
  pid: number;
  lanes(work: RestWork): RestLane[];
  /** Ends it on the spot. Answers the file of its database; null: it keeps nothing. */
  kill(): Promise<DatabaseFile | null>;
}

export interface DatabaseFile {
  file: string;
  /** Of chats in its table of messages. */
  chatColumn: string;
}

export const bareName = 'node:http';
const expressName = 'express';

export interface RestServersOptions {
  folders: SeededFolders;
  workFolder: string;
  plan: RestPlan;
  works: readonly RestWork[];
  /** The names of the peers that are wanted; null for all. */
  peers: readonly string[] | null;
}

/** Confab comes first: the bare server says what it says. */
export async function startRestServers(
  { folders, workFolder, plan, works, peers }: RestServersOptions,
  stack: AsyncDisposableStack,
): Promise<RestServer[]> {
  const folder = await folders.make('rest', plan.seed);
  // Before the server opens it.
  const expressFile = join(workFolder, 'express.db');
  const isWanted = (name: string): boolean => peers?.includes(name) ?? true;
  const hasExpress = isWanted(expressName) && canCompareWithExpress();
  if (hasExpress) copyForExpress(join(folder, 'confab.db'), expressFile);
  const confab = stack.use(await startConfab(folder));
  const lanes = (work: RestWork): RestLane[] => work.lanes(plan);
  const keep = { file: join(folder, 'confab.db'), chatColumn: 'chat_id' };
  const servers = [restServer({ name: ourName, server: confab.server, port: confab.port, lanes, keep })];
  if (isWanted(bareName)) {
    const recorded = await recordAnswers(confab.port, works.flatMap(lanes), testPost(plan.tester));
    const file = join(workFolder, 'canned.json');
    writeFileSync(file, JSON.stringify(recorded));
    const cannedLanes = (work: RestWork): RestLane[] => canned(lanes(work));
    const launched = await launchPeer('bare-http-server.ts', [file]);
    servers.push(stack.use(restServer({ name: bareName, ...launched, lanes: cannedLanes, keep: null })));
  }
  if (hasExpress) {
    const launched = await launchPeer('express-server.ts', [expressFile, webFolder]);
    const ofExpress = { file: expressFile, chatColumn: 'room_id' };
    servers.push(stack.use(restServer({ name: expressName, ...launched, lanes, keep: ofExpress })));
  }
  return servers;
}

function canCompareWithExpress(): boolean {
  const reason = whyNoBetterSqlite3();
  if (reason !== null) console.error(`NOT COMPARED WITH ${expressName}: ${reason}`);
  return reason === null;
}

const webFolder = fileURLToPath(new URL('../../apps/web/dist', import.meta.url));

interface Launched {
  server: LaunchedServer;
  port: number;
}

async function launchPeer(file: string, args: string[]): Promise<Launched> {
  const path = fileURLToPath(new URL(`../peers/${file}`, import.meta.url));
  const server = launch({ command: process.execPath, args: [path, ...args], env: { NODE_ENV: 'production' } });
  try {
    const port = await waitFor(server, () => {
      const line = server.lines.find((text) => text.startsWith('listening '));
      return line === undefined ? null : Number(line.slice('listening '.length));
    });
    return { server, port };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

interface RestServerParts extends Launched {
  name: string;
  lanes: (work: RestWork) => RestLane[];
  keep: DatabaseFile | null;
}

function restServer({ name, server, port, lanes, keep }: RestServerParts): RestServer {
  return {
    name,
    port,
    pid: server.pid,
    lanes,
    async kill() {
      const ended = new Promise((resolve) => server.child.once('exit', resolve));
      server.child.kill('SIGKILL');
      await ended;
      return keep;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
