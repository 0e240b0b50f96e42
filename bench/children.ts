import type { ChildProcess } from 'node:child_process';

/** Everything that the benchmark has started and that still runs: nothing of it may outlive the benchmark. */
const running = new Set<ChildProcess>();

export function track<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Asks the process to end, and makes it end after `graceMs`. Resolves when it has. */
export async function stopChild(child: ChildProcess, graceMs = 5_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exited;
  clearTimeout(force);
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** `process.exit`, an error that nobody caught and a signal all come by here. */
export function killChildrenOnExit(): void {
  process.on('exit', killAll);
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => process.exit(128 + number));
  }
}
