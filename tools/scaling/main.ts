import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { recordedCosts } from './costs.ts';
import { costsFrom } from './from-benchmark.ts';
import { documentedSeed, documentFile, documentTables, withTables } from './scaling-document.ts';
import type { Setting } from './step.ts';
import { costsTable, documentedSteps, stepsTable } from './tables.ts';
import { machines, workload } from './workload.ts';

const usage = `npm run scaling [-- options]

Computes what so many connected people need, from measured costs (tools/scaling/costs.ts) and a stated workload
(tools/scaling/workload.ts).
  --people A,B           how many, instead of those of docs/scaling.md
  --from FILE            figures of the benchmark in place of the recorded ones: bench/results/latest.json
  --compare-seconds N    how often a node looks how far its open chats are (${machines.compareSeconds})
  --recheck-seconds N    how often it looks whether its sessions are valid (${machines.recheckSeconds})
  --seed N               of what is simulated (${documentedSeed})
  --costs                every cost, and the command that measures it
  --markdown             the tables of docs/scaling.md
  --update               puts them there
  --help                 this text`;

const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    from: { type: 'string' },
    'compare-seconds': { type: 'string' },
    'recheck-seconds': { type: 'string' },
    seed: { type: 'string' },
    costs: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else run();

function run(): void {
  const setting = chosenSetting();
  if (values.costs) console.log(costsTable(setting));
  else if (values.update) update(setting);
  else if (values.markdown) console.log([...documentTables(setting).values()].join('\n\n'));
  else console.log(stepsTable(chosenSteps(), setting, positive('seed', values.seed, documentedSeed)));
}

function chosenSetting(): Setting {
  const recheckSeconds = positive('recheck-seconds', values['recheck-seconds'], machines.recheckSeconds);
  const compareSeconds = positive('compare-seconds', values['compare-seconds'], machines.compareSeconds);
  return { costs: chosenCosts(), workload, machines: { ...machines, compareSeconds, recheckSeconds } };
}

function chosenCosts(): Setting['costs'] {
  if (values.from === undefined) return recordedCosts();
  const { costs, taken } = costsFrom(values.from);
  console.error(`From ${values.from}: ${taken.length === 0 ? 'nothing' : taken.join(', ')}. All others as recorded.\n`);
  return costs;
}

function chosenSteps(): number[] {
  return values.people?.split(',').map((text) => positive('people', text, 1)) ?? documentedSteps;
}

function positive(name: string, text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (value > 0) return value;
  throw new Error(`--${name} wants a number above 0, not "${text}".`);
}

function update(setting: Setting): void {
  const before = readFileSync(documentFile, 'utf8');
  writeFileSync(documentFile, withTables(before, documentTables(setting)));
}
