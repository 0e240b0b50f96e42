import { readFileSync } from 'node:fs';
import type { Figures, Results } from '../../bench/results.ts';
import { type CostId, type Costs, recordedCosts } from './costs.ts';

interface Source {
  scenario: string;
  take: (figures: Figures) => number | undefined;
}

const sources: Partial<Record<CostId, Source>> = {
  deliveryMicros: { scenario: 'fan-out to 500, 1 in flight', take: ({ cpuMicros }) => cpuMicros },
  joinedDeliveryMicros: { scenario: 'fan-out to 500, 32 in flight', take: ({ cpuMicros }) => cpuMicros },
  connectionBytes: { scenario: '10,000 idle connections', take: ({ kbEach }) => kbEach && kbEach * 1_024 },
  sendMicros: { scenario: 'durable one-on-one, full load', take: ({ cpuMicros }) => cpuMicros },
  pageMicros: { scenario: 'history page of 50, 32 readers', take: ({ cpuMicros }) => cpuMicros },
  resumeMicros: { scenario: '5,000 clients come back at once', take: ({ cpuMicros }) => cpuMicros },
};

/** The recorded costs with those in their place that a run of the benchmark has written to this file. */
export function costsFrom(file: string): { costs: Costs; taken: string[] } {
  // Our own file, written by bench/main.ts; figures that are no numbers are left out below.
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as Pick<Results, 'rows'>;
  const found = Object.entries(sources).flatMap(([id, { scenario, take }]) => {
    const row = rows.find((one) => one.scenario === scenario && one.subject === 'confab');
    const value = row && take(row.figures);
    return typeof value === 'number' && value > 0 ? [[id, value] as const] : [];
  });
  return { costs: { ...recordedCosts(), ...Object.fromEntries(found) }, taken: found.map(([id]) => id) };
}
