import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createMemoryBus } from '../src/bus/memory-bus.ts';
import { registerAll, send, startDirect } from './api.ts';
import { readExposition, readExpression } from './prom-expressions.ts';
import { connectLive } from './sockets.ts';
import { startServer, type TestServer } from './start-server.ts';

const patience = { timeout: 25_000, interval: 20 };
/** Those that Prometheus adds to what it scrapes, and `le` of the buckets. */
const addedLabels = ['job', 'instance', 'le'];
/** What Prometheus says of a node itself. */
const addedMetrics = ['up'];
/** Told by Node on Linux alone. */
const linuxOnly = /^process_(?:open|max)_fds$/;

let server: TestServer;
let exposed: Map<string, Set<string>>;
let text: string;
beforeAll(async () => {
  const counts = { topics: 0, received: 0, dropped: 0, malformed: 0 };
  // Mails are counted where there is somewhere to send them.
  const mail = {
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'confab@example.org',
    PUBLIC_URL: 'http://chat.example.org',
  };
  server = await startServer(mail, { bus: Object.assign(createMemoryBus(), { counts }) });
  text = await useAndScrape();
  exposed = readExposition(text);
});
afterAll(() => server.close());

/** A message delivered, a client that left and came back, one that has to read anew. */
async function useAndScrape(): Promise<string> {
  const { ada, bob } = await registerAll(server.url, 'ada', 'bob');
  const { id: chatId } = await startDirect(ada, bob);
  {
    await using bobs = await connectLive(server.url, bob);
    await send(ada, chatId, 'hello');
    await bobs.next('message');
  }
  await using bobs = await connectLive(server.url, bob, { epoch: randomUUID(), cursors: { [chatId]: 1 } });
  await bobs.next('reset');
  return await vi.waitFor(async () => {
    const page = await (await fetch(`${server.url}/metrics`)).text();
    // The server has noticed that the first socket is gone.
    expect(page).toContain('confab_connections 1\n');
    return page;
  }, patience);
}

async function read(path: string): Promise<string> {
  return readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');
}

/** What of an expression no node exposes, in words. */
function findUnknown(expression: string): string[] {
  const isKnown = (metric: string): boolean =>
    exposed.has(metric) || addedMetrics.includes(metric) || (process.platform !== 'linux' && linuxOnly.test(metric));
  const everyLabel = new Set([...exposed.values()].flatMap((names) => [...names]));
  return readExpression(expression).flatMap(({ metric, labels }) => [
    ...(metric === '' || isKnown(metric) ? [] : [`${metric} in ${expression}`]),
    ...labels
      .filter((label) => !addedLabels.includes(label) && !(exposed.get(metric) ?? everyLabel).has(label))
      .map((label) => `${metric}{${label}} in ${expression}`),
  ]);
}

test('what no node exposes is found', () => {
  expect(findUnknown('rate(confab_conections[5m])')).toHaveLength(1);
  expect(findUnknown('sum by (roomm) (confab_connections{why="x"})')).toHaveLength(2);
});

test('an expression is read: metrics, the labels that choose and those that group', () => {
  const expression = 'sum by (le, route) (rate(a_bucket{x=~"b|c", y!="d"}[5m])) / count(e) > 0.5 and on (z) f{g="{h}"}';
  expect(readExpression(expression)).toEqual([
    { metric: 'a_bucket', labels: ['x', 'y'] },
    { metric: 'e', labels: [] },
    { metric: 'f', labels: ['g'] },
    { metric: '', labels: ['le', 'route', 'z'] },
  ]);
});

test('every metric that the operations page names is one that a node exposes', async () => {
  const page = await read('docs/operations.md');
  const named = [...page.matchAll(/^\| `((?:confab|nodejs|process)_\w+)`/gm)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(3);
  for (const name of named) expect(text).toContain(`# TYPE ${name} `);
});

test('counts what happens to sockets', () => {
  for (const line of ['confab_connections 1', 'confab_lagging_connections 0', 'confab_resets_total 1']) {
    expect(text).toContain(`${line}\n`);
  }
  expect(text).toMatch(/^confab_delivered_frames_total [1-9]/m);
  expect(text).toMatch(/^confab_closed_connections_total\{reason="gone"\} 1$/m);
  expect(text).toMatch(/^confab_closed_connections_total\{reason="slow"\} 0$/m);
  expect(text).toMatch(/^confab_log_commit_seconds_count [1-9]/m);
  expect(text).toMatch(/^confab_resumes_total 1$/m);
});

const targetSchema = z.object({ refId: z.string().length(1), expr: z.string().min(1), legendFormat: z.string() });
const panelSchema = z.object({
  id: z.int(),
  type: z.enum(['row', 'stat', 'timeseries']),
  title: z.string().min(1),
  description: z.string().min(10).optional(),
  datasource: z.object({ type: z.literal('prometheus'), uid: z.literal('${datasource}') }).optional(),
  gridPos: z.object({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1).max(24), h: z.int().min(1) }),
  targets: z.array(targetSchema).default([]),
});
const dashboardSchema = z.object({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.int().min(39),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.enum(['datasource', 'query']) })) }),
  panels: z.array(panelSchema),
});

describe('the Grafana dashboard', () => {
  test('asks only for what a node exposes, of the node and the Prometheus that were chosen', async () => {
    const { panels, templating } = dashboardSchema.parse(JSON.parse(await read('deploy/grafana-dashboard.json')));
    expect(templating.list.map(({ name }) => name)).toEqual(['datasource', 'instance']);
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(20);
    expect(expressions.flatMap(findUnknown)).toEqual([]);
    expect(expressions.filter((expression) => !expression.includes('instance=~"$instance"'))).toEqual([]);
  });

  test('has panels with a title and an explanation that do not overlap', async () => {
    const { panels } = dashboardSchema.parse(JSON.parse(await read('deploy/grafana-dashboard.json')));
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const unexplained = panels.filter((panel) => panel.type !== 'row' && !(panel.description && panel.targets.length));
    expect(unexplained).toEqual([]);
    const places = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    expect(new Set(places).size).toBe(places.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  });
});

const ruleSchema = z.object({
  alert: z.string().regex(/^Confab[A-Z]\w+$/),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.object({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.object({ summary: z.string(), description: z.string() }),
});
const rulesSchema = z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(ruleSchema) })) });

test('the alerts ask only for what a node exposes, and the operations page names each', async () => {
  const { groups } = rulesSchema.parse(parse(await read('deploy/alerts.yaml')));
  const page = await read('docs/operations.md');
  const rules = groups.flatMap(({ rules: ofGroup }) => ofGroup);
  expect(rules.length).toBeGreaterThan(5);
  expect(rules.flatMap(({ expr }) => findUnknown(expr))).toEqual([]);
  for (const { alert } of rules) expect(page).toContain(`\`${alert}\``);
});
