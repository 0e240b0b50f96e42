import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signedInSchema } from '@confab/protocol';
import type { WebSocket } from 'ws';
import { startServerProcess } from '../../server-process.ts';
import type { CostId } from '../costs.ts';
import { connectAll, coresInQuiet, requireAllOpen } from './sockets.ts';

const people = 5;
/** The most that one person may have on one node is 500. */
const connectionsEach = 400;

/** CPU of the server for connections that say nothing: heartbeats both ways, and the rounds that look over all of them. */
export async function measureIdleConnections(): Promise<Partial<Record<CostId, number>>> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-idle-'));
  let sockets: WebSocket[] = [];
  try {
    await using server = await startServerProcess(folder, { RATE_LIMITS: 'off', REGISTRATION: 'open' });
    const [bare = 0] = await coresInQuiet(server.pid);
    const names = Array.from({ length: people }, (_, person) => `idler${person}`);
    const tokens = await Promise.all(names.map((name) => register(server.url, name)));
    sockets = await connectAll(
      server.url,
      tokens.flatMap((token) => Array.from({ length: connectionsEach }, () => token)),
    );
    const [cores = 0] = await coresInQuiet(server.pid);
    requireAllOpen(sockets);
    return { idleConnectionMicrosPerSecond: ((cores - bare) * 1e6) / sockets.length };
  } finally {
    for (const socket of sockets) socket.terminate();
    await rm(folder, { recursive: true, force: true });
  }
}

async function register(url: string, username: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, displayName: username, password: 'idle for half a minute' }),
  });
  if (!response.ok) throw new Error(`${username} could not register: ${response.status} ${await response.text()}`);
  return signedInSchema.parse(await response.json()).token;
}
