import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resetStallMs, readStallMs } from '../measure/event-loop.ts';
import { ourName } from '../results.ts';
import { chatId, placeOf, seed, type SeedPlan } from '../seed.ts';
import { freePort } from './free-port.ts';
import { launch, type LaunchedServer, waitFor } from './launch.ts';
import type { RunningSubject, Subject } from './subject.ts';

const mainFile = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** The server as people run it: authenticated, durable, ordered, all on, but for the limits on how much one may ask. */
export interface RunningConfab extends AsyncDisposable {
  server: LaunchedServer;
  port: number;
  /** From the start of the process to the first healthy answer. */
  startMs: number;
}

export async function startConfab(dataDir: string, env: Record<string, string> = {}): Promise<RunningConfab> {
  const port = await freePort();
  const from = performance.now();
  const server = launch({
    command: process.execPath,
    // As `npm start` does, as is NODE_COMPILE_CACHE.
    args: ['--max-semi-space-size=4', mainFile],
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: compileCache,
      ...env,
    },
  });
  try {
    await waitFor(server, () => isHealthy(port));
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  const startMs = performance.now() - from;
  await resetStallMs(port);
  return { server, port, startMs, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function isHealthy(port: number): Promise<true | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    await answer.arrayBuffer();
    return answer.ok ? true : null;
  } catch {
    // Nobody listens yet.
    return null;
  }
}

/** Seeded databases are made once in a run and copied for each start, so that every start finds the same. */
export class SeededFolders {
  #workFolder: string;
  #templates = new Map<string, string>();

  constructor(workFolder: string) {
    this.#workFolder = workFolder;
  }

  async make(name: string, plan: SeedPlan): Promise<string> {
    const template = this.#templates.get(name) ?? (await this.#makeTemplate(name, plan));
    const folder = mkdtempSync(join(this.#workFolder, `${name}-`));
    cpSync(template, folder, { recursive: true });
    return folder;
  }

  async #makeTemplate(name: string, plan: SeedPlan): Promise<string> {
    const folder = join(this.#workFolder, `template-${name}`);
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    await seed(folder, plan);
    this.#templates.set(name, folder);
    return folder;
  }
}

/** One group of everybody. */
export function groupPlan(people: number): SeedPlan {
  const members = Array.from({ length: people }, (_, person) => person);
  return { people, chats: [{ kind: 'group', members, messages: 1 }] };
}

export function confabSubject(workFolder: string): Subject {
  const folders = new SeededFolders(workFolder);
  return {
    name: ourName,
    async startGroup(clients): Promise<RunningSubject> {
      const plan = groupPlan(clients);
      const folder = await folders.make(`group-${clients}`, plan);
      const { server, port } = await startConfab(folder);
      const cursors = { [chatId(0)]: 1 };
      return {
        name: ourName,
        pids: [server.pid],
        ports: [port],
        backing: [],
        dialect: 'confab',
        chatId: chatId(0),
        clients: Array.from({ length: clients }, (_, person) => ({
          ...placeOf({ ...plan, chats: [] }, person),
          cursors,
        })),
        notes: [],
        readStallMs: () => readStallMs(port),
        async [Symbol.asyncDispose]() {
          await server[Symbol.asyncDispose]();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  };
}
