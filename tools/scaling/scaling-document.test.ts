import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { costs, recordedCosts } from './costs.ts';
import { bytes, count, markdownTable } from './format.ts';
import { costsFrom } from './from-benchmark.ts';
import { measureBytes } from './measure/bytes.ts';
import { documentFile, documentTables, withTables } from './scaling-document.ts';
import { machines, workload } from './workload.ts';

describe('docs/scaling.md', () => {
  test('has the tables that the recorded costs give: otherwise run `npm run scaling -- --update`', () => {
    const document = readFileSync(documentFile, 'utf8');
    expect(document).toBe(withTables(document, documentTables({ costs: recordedCosts(), workload, machines })));
  });

  test('a document without the place of a table is refused', () => {
    expect(() => withTables('# Scaling', new Map([['steps', '| a |']]))).toThrow('no place for the table "steps"');
  });

  test('a table that has changed is put in the place of the old one, and nothing else is touched', () => {
    const place = (table: string): string => `a\n\n<!-- scaling: steps -->\n\n${table}\n\n<!-- scaling: end -->\n\nb\n`;
    expect(withTables(place('old'), new Map([['steps', 'new']]))).toBe(place('new'));
  });
});

test.each(Object.entries(measureBytes()))(
  '%s is what the code encodes, or `measure/main.ts bytes` tells',
  (id, now) => {
    const recorded = Object.entries(costs).find(([known]) => known === id)?.[1].value ?? Number.NaN;
    expect(now / recorded).toBeGreaterThan(0.9);
    expect(now / recorded).toBeLessThan(1.1);
  },
);

test('figures of a run of the benchmark take the place of the recorded ones, where it has them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'confab-scaling-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'mine.json');
  const figures = { cpuMicros: 9 };
  const rows = [
    { scenario: 'fan-out to 500, 1 in flight', subject: 'ws', figures: { cpuMicros: 20 } },
    { scenario: 'fan-out to 500, 1 in flight', subject: 'confab', figures },
    { scenario: '10,000 idle connections', subject: 'confab', figures: { kbEach: null } },
  ];
  writeFileSync(file, JSON.stringify({ rows }));
  expect(costsFrom(file)).toEqual({ costs: { ...recordedCosts(), deliveryMicros: 9 }, taken: ['deliveryMicros'] });
});

test('figures are rounded to what they are worth', () => {
  expect([0.00002, 0.0123, 7, 46_093, Number.POSITIVE_INFINITY].map(count)).toEqual([
    '< 0.001',
    '0.012',
    '7',
    '46,000',
    'no number is enough',
  ]);
  expect([999, 1_500, 2.5e9].map(bytes)).toEqual(['1,000 B', '1.5 KB', '2.5 GB']);
});

test('a table is laid out as the formatter would', () => {
  const rows = [
    ['a', 'count'],
    ['longer', '1'],
  ];
  expect(markdownTable(rows)).toBe('| a      | count |\n| ------ | ----: |\n| longer |     1 |');
});
