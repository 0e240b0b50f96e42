import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ourName, type Check, type Figures, type Results, type Row } from './results.ts';

type Cell = (row: Row, ours: Row | undefined) => string;

const columns: [string, Cell][] = [
  ['scenario', (row) => row.scenario],
  ['server', (row) => row.subject],
  ['per second', (row) => number(row.figures.perSecond, row.unit)],
  ['CPU µs each', (row) => number(row.figures.cpuMicros)],
  ['of bare', (row) => number(row.figures.ofBare)],
  ['of text', (row) => number(row.figures.ofText)],
  ['p50 ms', (row) => number(row.figures.p50Ms)],
  ['p99 ms', (row) => number(row.figures.p99Ms)],
  ['max ms', (row) => number(row.figures.maxMs)],
  ['RSS MB', (row) => number(row.figures.rssMb)],
  ['KB each', (row) => number(row.figures.kbEach)],
  ['seconds', (row) => number(row.figures.seconds)],
  ['stall ms', (row) => number(row.figures.stallMs)],
  ['PostgreSQL µs', (row) => number(row.figures.postgresMicros)],
  ['Redis µs', (row) => number(row.figures.redisMicros)],
  ['first paint ms', (row) => number(row.figures.firstPaintMs)],
  ['readable ms', (row) => number(row.figures.readableMs)],
  ['usable ms', (row) => number(row.figures.usableMs)],
  ['requests', (row) => count(row.figures.requests)],
  ['in a row', (row) => count(row.figures.inARow)],
  ['layout shift', (row) => row.figures.shift?.toFixed(3) ?? ''],
  ['heap MB', (row) => number(row.figures.heapMb)],
  ['grown MB', (row) => number(row.figures.grownMb)],
  ['nodes', (row) => count(row.figures.nodes)],
  ['our rate', (row, ours) => ratio(ours?.figures, row.figures, 'perSecond')],
  ['our CPU', (row, ours) => ratio(ours?.figures, row.figures, 'cpuMicros')],
];

export function printReport(results: Results): void {
  console.log(`\n${renderMachine(results)}\n`);
  if (results.rows.length > 0) console.log(renderTable(results.rows));
  console.log('\n"our rate" and "our CPU" are ours divided by theirs, in the same run.\n');
  for (const row of results.rows) {
    for (const note of row.notes) console.log(`  ${row.scenario} · ${row.subject}: ${note}`);
  }
  for (const reason of results.absent) console.log(`\n  NOT COMPARED WITH ${reason}`);
  for (const reason of results.unmeasured) console.log(`\n  NOT MEASURED: ${reason}`);
  if (results.checks.length > 0) console.log(`\nTargets\n${results.checks.map(renderCheck).join('\n')}`);
}

export function writeJson(file: string, results: Results): void {
  mkdirSync(dirname(file), { recursive: true });
  // NaN is not JSON: what was not measured is left out.
  const text = JSON.stringify(results, (_key, value: unknown) => (Number.isNaN(value) ? undefined : value), 2);
  writeFileSync(file, `${text}\n`);
}

function renderMachine({ machine, seconds }: Results): string {
  return (
    `${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, ${machine.kernel}, Node ${machine.node}, ` +
    `load before ${machine.loadBefore}, ${machine.startedAt}, took ${Math.round(seconds)} s`
  );
}

function renderTable(rows: readonly Row[]): string {
  const ours = new Map(rows.filter((row) => row.subject === ourName).map((row) => [row.scenario, row]));
  // Columns that nobody fills would only make the table wide.
  const filled = columns.filter(([, cell]) => rows.some((row) => cell(row, ours.get(row.scenario)) !== ''));
  const header = filled.map(([title]) => title);
  const body = rows.map((row) => filled.map(([, cell]) => cell(row, ours.get(row.scenario))));
  const widths = header.map((title, place) =>
    Math.max(title.length, ...body.map((cells) => cells[place]?.length ?? 0)),
  );
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, place) => (place < 2 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, place) => (place < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(header), rule, ...body.map(line)].join('\n');
}

function number(value: number | undefined, unit = ''): string {
  if (value === undefined || !Number.isFinite(value)) return '';
  const text = value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);
  return unit === '' ? text : `${text} ${unit}`;
}

function count(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function ratio(ours: Figures | undefined, theirs: Figures, name: keyof Figures): string {
  const [our, their] = [ours?.[name], theirs[name]];
  if (our === undefined || their === undefined || ours === theirs || !Number.isFinite(our / their)) return '';
  return `${number(our / their)} ×`;
}

function renderCheck({ target, limit, measured, bound, isMet }: Check): string {
  const sign = bound === 'least' ? '≥' : '≤';
  return `  ${isMet ? 'met   ' : 'MISSED'}  ${target}: ${number(measured) || 'not measured'} (${sign} ${limit.toLocaleString('en')})`;
}
