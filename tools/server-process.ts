import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const serverEntry = join(import.meta.dirname, '..', 'apps', 'server', 'src', 'main.ts');
const startTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;

export interface ServerProcess {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  url: string;
  pid: number;
  /** What it wrote until now, both streams. */
  output(): string;
  /** SIGTERM, or the signal given; resolves when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the server as `npm start` does, on a free port and a data folder of its own, and waits until it answers. */
export async function startServerProcess(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [serverEntry], {
    // Not the address that people would open: the one that it listens on is read from its output.
    env: {
      ...process.env,
      PUBLIC_URL: '',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`The server ${reason}.\n${output}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`did not start within ${startTimeoutMs} ms`);
    }, startTimeoutMs);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /http:\/\/[\w.[\]:-]+:\d+/.exec(output)?.[0];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    child.kill(signal);
    await ended;
    clearTimeout(timer);
  };
  return { url, pid: child.pid ?? 0, output: () => output, stop, [Symbol.asyncDispose]: () => stop() };
}
