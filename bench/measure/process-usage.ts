import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What processes and their descendants have used. `cpuMs` only grows; `rssBytes` is of now. */
export interface Usage {
  cpuMs: number;
  rssBytes: number;
  at: number;
}

const msPerTick = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** A process that has ended used nothing: what a descendant had used is its parent's by then. */
export function readUsage(...pids: readonly number[]): Usage {
  let cpuMs = 0;
  let rssBytes = 0;
  for (const member of pids.flatMap(processTree)) {
    cpuMs += cpuMsOf(member);
    rssBytes += rssBytesOf(member);
  }
  return { cpuMs, rssBytes, at: performance.now() };
}

/** Cores kept busy between two readings: 1 is one core all the time. */
export function coresBetween(before: Usage, after: Usage): number {
  return (after.cpuMs - before.cpuMs) / Math.max(1, after.at - before.at);
}

function processTree(pid: number): number[] {
  const children = readOf(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(processTree)];
}

function cpuMsOf(pid: number): number {
  const stat = readOf(pid, 'stat');
  // The command name, in brackets, may hold spaces: fields are counted from behind it, where the first is the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [14, 15, 16, 17].map((field) => Number(fields[field - 3]));
  return ticks.reduce((sum, value) => sum + (value || 0), 0) * msPerTick;
}

function rssBytesOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readOf(pid, 'status'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** Nothing where the process is gone: PostgreSQL's come and go. */
function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}
