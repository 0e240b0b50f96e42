import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ClientPlace, DialectName } from '../load/dialect.ts';
import { launch, type Launch, probePort, waitFor } from './launch.ts';
import type { RunningSubject, Subject } from './subject.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`../peers/${name}`, import.meta.url));

interface Peer {
  name: string;
  dialect: DialectName;
  launch: Launch;
}

const nodePeer = (name: string, dialect: DialectName, file: string): Peer => ({
  name,
  dialect,
  launch: { command: process.execPath, args: [fileOf(file)] },
});

// Debian's own interpreter: the packages below are installed for no other.
const debianPython = '/usr/bin/python3';
const debianPackages = ['python3-fastapi', 'python3-uvicorn', 'python3-websockets'];

const peers: Peer[] = [
  nodePeer('node-floor', 'plain', 'floor-server.ts'),
  nodePeer('ws', 'plain', 'ws-server.ts'),
  nodePeer('socket.io', 'socketio', 'socketio-server.ts'),
  { name: 'fastapi', dialect: 'tutorial', launch: { command: debianPython, args: [fileOf('fastapi_server.py')] } },
];

/** The wanted peers that this machine can run, null for all. FastAPI is installed where it is missing and this may be done. */
export function findPeers(wanted: readonly string[] | null): { peers: Subject[]; absent: string[] } {
  const chosen = peers.filter((peer) => wanted?.includes(peer.name) ?? true);
  const reason = chosen.some((peer) => peer.name === 'fastapi') ? whyNoFastApi() : null;
  const found = chosen.filter((peer) => reason === null || peer.name !== 'fastapi');
  return { peers: found.map(toSubject), absent: reason === null ? [] : [`fastapi: ${reason}`] };
}

function whyNoFastApi(): string | null {
  if (canImportFastApi()) return null;
  if (process.getuid?.() !== 0) return `install ${debianPackages.join(' ')} to compare with it`;
  try {
    console.log(`Installing ${debianPackages.join(', ')} …`);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...debianPackages], { stdio: 'ignore' });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return canImportFastApi() ? null : 'installed, but it cannot be imported';
}

function canImportFastApi(): boolean {
  try {
    execFileSync(debianPython, ['-c', 'import fastapi, uvicorn, websockets'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function toSubject(peer: Peer): Subject {
  return { name: peer.name, startGroup: (clients) => startPeer(peer, clients) };
}

async function startPeer(peer: Peer, clientCount: number): Promise<RunningSubject> {
  const server = launch(peer.launch);
  try {
    const port = await waitFor(server, () => {
      const line = server.lines.find((text) => text.startsWith('listening '));
      return line === undefined ? null : Number(line.slice('listening '.length));
    });
    await waitFor(server, () => probePort(port));
    return {
      name: peer.name,
      pids: [server.pid],
      ports: [port],
      backing: [],
      dialect: peer.dialect,
      chatId: 'everybody',
      clients: Array.from({ length: clientCount }, (_, index) => placeOf(index)),
      notes: server.lines.filter((text) => text.startsWith('loop ')),
      readStallMs: async () => Number.NaN,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

function placeOf(index: number): ClientPlace {
  return { userId: `user${index}`, token: '', cursors: {}, sampled: false };
}
