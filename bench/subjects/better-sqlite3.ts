import type BetterSqlite3 from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Not one of the project's own packages: its install would compile it wherever npm lets install scripts run. */
const wanted = 'better-sqlite3@13.2.0';
const folder = fileURLToPath(new URL('../.cache/better-sqlite3/', import.meta.url));
const requireThere = createRequire(`${folder}package.json`);

/** As it comes prebuilt. Installs it for the benchmark alone where it is missing; answers why it can't be had, or null. */
export function whyNoBetterSqlite3(): string | null {
  if (canLoad()) return null;
  try {
    console.log(`Installing ${wanted} …`);
    mkdirSync(folder, { recursive: true });
    const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', '--prefix', folder, ...quiet, wanted], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return canLoad() ? null : 'installed, but it cannot be loaded';
}

export function loadBetterSqlite3(): typeof BetterSqlite3 {
  return requireThere('better-sqlite3') as typeof BetterSqlite3;
}

function canLoad(): boolean {
  try {
    loadBetterSqlite3();
    return true;
  } catch {
    return false;
  }
}
