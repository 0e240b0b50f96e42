import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { killChildrenOnExit } from './children.ts';
import type { Context, Scenario } from './context.ts';
import { readMachineFacts } from './measure/machine.ts';
import { printReport, writeJson } from './report.ts';
import { clusterFanOut } from './scenarios/cluster-fan-out.ts';
import { clusterSends } from './scenarios/cluster-sends.ts';
import { crossNode } from './scenarios/cross-node.ts';
import { directSends } from './scenarios/direct-sends.ts';
import { fanOut } from './scenarios/fan-out.ts';
import { files } from './scenarios/files.ts';
import { idle } from './scenarios/idle.ts';
import { nodeKill } from './scenarios/node-kill.ts';
import { push } from './scenarios/push.ts';
import { reads } from './scenarios/reads.ts';
import { reconnectStorm } from './scenarios/reconnect-storm.ts';
import { rest } from './scenarios/rest.ts';
import { search } from './scenarios/search.ts';
import { startUp } from './scenarios/start-up.ts';
import { web } from './scenarios/web.ts';
import { readSettings, usage, type Settings } from './settings.ts';
import { Backends } from './subjects/backends.ts';
import { confabSubject } from './subjects/confab.ts';
import { findPeers } from './subjects/peers.ts';
import { checkTargets } from './targets.ts';

const scenarios: Scenario[] = [
  startUp,
  fanOut,
  directSends,
  push,
  files,
  idle,
  reconnectStorm,
  reads,
  rest,
  search,
  web,
  clusterFanOut,
  clusterSends,
  crossNode,
  nodeKill,
];

const folderOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function main(settings: Settings): Promise<void> {
  const chosen = choose(settings.scenarios);
  const machine = readMachineFacts();
  const from = performance.now();
  // Beside the sources, not in the folder for temporary files: that may be memory, where a commit costs nothing.
  const workFolder = folderOf(`.cache/run-${process.pid}/`);
  const cacheFolder = folderOf('.cache/databases/');
  mkdirSync(workFolder, { recursive: true });
  process.on('exit', () => rmSync(workFolder, { recursive: true, force: true }));
  const { peers, absent } = findPeers(settings.peers);
  for (const reason of absent) console.error(`NOT COMPARED WITH ${reason}`);
  await using backends = new Backends(workFolder, settings.redisServer);
  const confab = confabSubject(workFolder);
  const context: Context = { settings, confab, peers, backends, rows: [], workFolder, cacheFolder };
  const unmeasured: string[] = [];
  for (const scenario of chosen) {
    console.log(`\n${scenario.name}`);
    const reason = await prepare(scenario, backends);
    if (reason === null) await scenario.run(context);
    else unmeasured.push(`${scenario.name}: ${reason}`);
  }
  for (const reason of unmeasured) console.error(`NOT MEASURED: ${reason}`);
  const results = {
    machine,
    settings: { ...settings },
    seconds: (performance.now() - from) / 1000,
    rows: context.rows,
    checks: checkTargets(context.rows),
    absent,
    unmeasured,
  };
  printReport(results);
  writeJson(settings.jsonFile ?? folderOf('results/latest.json'), results);
}

/** Answers why the scenario can't be run, or null. */
async function prepare(scenario: Scenario, backends: Backends): Promise<string | null> {
  if (scenario.needsBrowser && settings?.chromium === '') return 'Chromium is missing: name it with --chromium';
  return scenario.needsBackends ? await backends.start() : null;
}

function choose(names: readonly string[]): Scenario[] {
  if (names.length === 0) return scenarios;
  return names.map((name) => {
    const found = scenarios.find((scenario) => scenario.name === name);
    if (!found) throw new Error(`There is no scenario ${name}.\n\n${usage}`);
    return found;
  });
}

killChildrenOnExit();
const settings = readSettings(process.argv.slice(2));
if (settings === null) console.log(usage);
else await main(settings);
// Whatever a server left open must not keep the benchmark from ending.
process.exit();
