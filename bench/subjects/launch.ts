import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopChild, track } from '../children.ts';

export interface Launch {
  command: string;
  args: string[];
  env?: Record<string, string>;
}

export interface LaunchedServer extends AsyncDisposable {
  pid: number;
  /** The lines it has printed. */
  lines: string[];
  child: ChildProcess;
}

/** Starts a server. Its output is kept, to be shown where it fails to come up. */
export function launch({ command, args, env }: Launch): LaunchedServer {
  const child = track(spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } }));
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (lines.length < 200) lines.push(line);
    });
  }
  child.on('error', (error) => lines.push(error.message));
  return { pid: child.pid ?? 0, lines, child, [Symbol.asyncDispose]: () => stopChild(child) };
}

/** Resolves with the first answer that is not null; rejects with the server's own words when it ends or takes too long. */
export async function waitFor<Answer>(
  server: LaunchedServer,
  ask: () => Promise<Answer | null> | Answer | null,
  timeoutMs = 20_000,
): Promise<Answer> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (server.child.exitCode !== null || server.child.signalCode !== null) break;
    await sleep(2);
  }
  throw new Error(`The server did not come up:\n${server.lines.slice(-20).join('\n')}`);
}

/** True when something accepts connections there, null while nothing does. */
export function probePort(port: number): Promise<true | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(null));
  });
}
