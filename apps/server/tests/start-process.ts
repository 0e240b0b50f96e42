import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { processEnvironment } from './process-environment.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface StartedProcess extends AsyncDisposable {
  child: ChildProcess;
  output(): string;
  /** Resolves with its address when it serves. */
  url: Promise<string>;
  /** Resolves with the code that it exits with. */
  exitCode: Promise<number | null>;
}

interface Surroundings {
  /** Who runs it, where the tests may choose: as root. */
  user?: number | undefined;
  /** No file of it grows beyond so much. */
  fileKb?: number;
}

/** The server as `npm start` runs it, on a free port. */
export function startProcess(
  environment: Readonly<Record<string, string>>,
  { user, fileKb }: Surroundings = {},
): StartedProcess {
  // A shell counts in blocks of 512 bytes, and becomes the server.
  const limited = ['-c', `ulimit -f ${(fileKb ?? 0) * 2} && exec "$0" "$1"`, process.execPath, main];
  const [program, args] = fileKb === undefined ? [process.execPath, [main]] : ['/bin/sh', limited];
  // Where no file may grow it would end by what it has compiled.
  const seen = fileKb === undefined ? processEnvironment() : { PATH: process.env['PATH'] };
  const child = spawn(program, args, {
    env: { ...seen, PORT: '0', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user !== undefined && { uid: user, gid: user }),
  });
  let output = '';
  const url = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /Confab is at (\S+)/.exec(output)?.[1];
      if (found !== undefined) url.resolve(found);
    });
  }
  const exitCode = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  void exitCode.then((code) => url.reject(new Error(`It ended with code ${code} before it served.\n${output}`)));
  // Of one that is meant not to start nobody asks for the address.
  url.promise.catch(() => {});
  return {
    child,
    output: () => output,
    url: url.promise,
    exitCode,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill('SIGKILL');
      await exitCode;
    },
  };
}
