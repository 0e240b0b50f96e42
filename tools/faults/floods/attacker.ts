import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FloodReport, Target } from './flood.ts';
import { floods } from './index.ts';

const attackTimeoutMs = 120_000;

/** Runs a flood in a process of its own, so that what it costs the attacker does not blur what others feel. */
export async function attack(name: string, target: Target): Promise<FloodReport> {
  const child = fork(import.meta.filename, [name], { stdio: 'inherit' });
  const ended = once(child, 'exit');
  child.send(target);
  const answer = await Promise.race([
    once(child, 'message').then(([report]: unknown[]) => report as FloodReport),
    ended.then(([code]: unknown[]): FloodReport => ({ attackerFailedWith: Number(code) })),
  ]);
  child.kill();
  await ended;
  return answer;
}

if (process.argv[1] === import.meta.filename && process.send) {
  const flood = floods[process.argv[2] ?? ''];
  if (!flood) throw new Error(`There is no flood named ${process.argv[2]}.`);
  const [target] = (await once(process, 'message')) as [Target];
  const report = await flood.run(target, AbortSignal.timeout(attackTimeoutMs));
  process.send?.(report);
  process.disconnect?.();
}
