import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config/index.ts';
import { createLogger } from '../src/monitoring/index.ts';
import { createServer, type RunningServer, type ServerParts } from '../src/server.ts';
import { api, register, type Answer, type Person } from './api.ts';
import { openShared, openStorage } from './on-postgres/open-parts.ts';

const defaults = { PORT: '0', RATE_LIMITS: 'off', LOG_LEVEL: 'warn', SHUTDOWN_SECONDS: '4' };

export interface TestServer extends AsyncDisposable {
  url: string;
  /** As one who is not logged in. `body` that is text goes as it is. */
  fetch<Body = never>(method: string, path: string, body?: unknown): Promise<Answer<Body>>;
  register(username: string): Promise<Person>;
  parts: ServerParts;
  routes: RunningServer['routes'];
  /** Lines that were logged so far. */
  log: string[];
  close(): Promise<void>;
}

/**
 * A real server on a free port with a database of its own. `environment` holds variables as an operator would set them;
 * limits are off unless the test is about them.
 */
export async function startServer(
  environment: Readonly<Record<string, string>> = {},
  overrides: Partial<Omit<ServerParts, 'config'>> = {},
): Promise<TestServer> {
  const folder = environment['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'confab-test-')));
  const log: string[] = [];
  // Nodes that share a database share its secret; in a folder of their own, servers make one.
  const secret =
    environment['DATA_DIR'] === undefined ? { AUTH_SECRET: 'of servers in tests, and of nobody else' } : {};
  const config = loadConfig({ ...defaults, ...secret, ...environment, DATA_DIR: folder });
  const storage = overrides.storage ?? (await openStorage(folder));
  const parts: ServerParts = {
    config,
    storage,
    ...(await openShared(storage)),
    logger: createLogger({ level: config.logLevel, stream: { write: (line) => void log.push(line) } }),
    checkAnswers: true,
    ...overrides,
  };
  const server = await createServer(parts);
  const close = async (): Promise<void> => {
    await server.close();
    if (environment['DATA_DIR'] === undefined) await rm(folder, { recursive: true, force: true });
  };
  return {
    url: server.url,
    fetch: (method, path, body) => api(server.url).call(method, path, body),
    register: (username) => register(server.url, username),
    parts,
    routes: server.routes,
    log,
    close,
    [Symbol.asyncDispose]: close,
  };
}
