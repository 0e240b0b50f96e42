import type { Figures, Row } from './results.ts';
import type { Settings } from './settings.ts';
import type { Backends } from './subjects/backends.ts';
import type { Subject } from './subjects/subject.ts';

/** What a scenario is given, and where it leaves what it found. */
export interface Context {
  settings: Settings;
  confab: Subject;
  /** Those that run on this machine. */
  peers: Subject[];
  /** PostgreSQL and Redis, for scenarios that need them. */
  backends: Backends;
  rows: Row[];
  /** A folder of this run alone, removed at its end. */
  workFolder: string;
  /** What takes long to build and can be used again. */
  cacheFolder: string;
}

export interface Scenario {
  name: string;
  /** Nodes on PostgreSQL and Redis: `backends` have been started when it is run. */
  needsBackends?: boolean;
  /** A browser: `settings.chromium` names one when it is run. */
  needsBrowser?: boolean;
  run(context: Context): Promise<void>;
}

export function addRow(context: Context, row: Row): void {
  context.rows.push(row);
  console.log(
    `  ${row.scenario} · ${row.subject}: ${describe(row.figures)}${row.notes.map((note) => ` (${note})`).join('')}`,
  );
}

function describe(figures: Figures): string {
  return Object.entries(figures)
    .filter((entry): entry is [string, number] => Number.isFinite(entry[1]))
    .map(([name, value]) => `${name} ${value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)}`)
    .join(', ');
}
