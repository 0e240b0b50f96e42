import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { say } from '../setup/process.mjs';

const settleMs = 150;

/**
 * @typedef {object} ReloadingProcess
 * @property {(signal: NodeJS.Signals) => void} stop
 * @property {Promise<number>} ended the exit code, once it was stopped; a crash waits for the next edit instead
 */

/**
 * Runs a command and starts it anew whenever a source file under the folders changes. Not `node --watch`: that posts
 * its own messages on the ports of worker threads.
 * @param {string[]} command
 * @param {string[]} folders
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {ReloadingProcess}
 */
export function runReloading([program = '', ...args], folders, options) {
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null;
  let isStopped = false;
  let isReloading = false;
  /** @type {(code: number) => void} */
  let end;
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => (end = resolve));

  const start = () => {
    const started = spawn(program, args, options);
    child = started;
    started.once('exit', (code) => {
      child = null;
      if (isStopped) end(code ?? 0);
      else if (isReloading) reload();
      else say(`\nThe server ended with code ${code}. It starts again with the next edit.\n`);
    });
  };
  const reload = () => {
    isReloading = child !== null;
    // The old one first gives back the port and the database.
    if (child) child.kill('SIGTERM');
    else start();
  };

  /** @type {NodeJS.Timeout | undefined} */
  let settling;
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_event, file) => {
      if (!file?.endsWith('.ts') || /\.(test|contract)\.ts$/.test(file)) return;
      clearTimeout(settling);
      settling = setTimeout(() => {
        say(`\n${file} changed: the server starts anew.`);
        reload();
      }, settleMs);
    }),
  );

  start();
  return {
    ended,
    stop: (signal) => {
      isStopped = true;
      clearTimeout(settling);
      for (const watcher of watchers) watcher.close();
      if (child) child.kill(signal);
      else end(0);
    },
  };
}
