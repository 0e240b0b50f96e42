import { setTimeout as sleep } from 'node:timers/promises';
import { type PushService, startPushService } from '../../apps/server/src/push/service/push-service.ts';
import { addRow, type Context, type Scenario } from '../context.ts';
import { connectAll } from '../load/drive.ts';
import { LoadPool } from '../load/pool.ts';
import { readStallMs } from '../measure/event-loop.ts';
import { quantile } from '../measure/quantile.ts';
import { ourName } from '../results.ts';
import { chatId, placeOf, type SeedPlan } from '../seed.ts';
import { SeededFolders, startConfab } from '../subjects/confab.ts';
import { measureSends, type SendStage } from './measure-sends.ts';

export const pushNames = {
  pushed: 'push to 1,000 devices',
  sends: (round: number, isPushed: boolean) => `1,000 sends/s, ${isPushed ? 'with' : 'without'} pushes, ${round}`,
};

const groups = 200;
/** In each group, beside who speaks and who listens. */
const awayInGroup = 5;
const ratePerSecond = 1_000;
const requestsAtOnce = 20;
/** After which all that was sent is pushed, or never is. */
const settleMs = 4_000;

/** The first of a group speaks, the second listens, and the others are away. */
function pushPlan(): SeedPlan {
  return {
    people: groups * (2 + awayInGroup),
    chats: Array.from({ length: groups }, (_, group) => ({
      kind: 'group',
      members: [group, groups + group, ...awayIn(group)],
      messages: 1,
    })),
  };
}

function awayIn(group: number): number[] {
  return Array.from({ length: awayInGroup }, (_, place) => (2 + place) * groups + group);
}

/** Sends with devices that take pushes and without, in turn: the server is the same, and so are the messages. */
export const push: Scenario = {
  name: 'push',
  async run(context) {
    const plan = pushPlan();
    const folder = await new SeededFolders(context.workFolder).make('push', plan);
    await using service = await startPushService();
    await using confab = await startConfab(folder, { PUSH_PRIVATE_ADDRESSES: 'on' });
    await using pool = new LoadPool(context.settings.loadProcesses);
    const talking = Array.from({ length: groups * 2 }, (_, person) => person);
    const clients = talking.map((person) => ({ ...placeOf(plan, person), sampled: person >= groups }));
    const server = {
      ports: [confab.port],
      dialect: 'confab' as const,
      pids: [confab.server.pid],
      backing: [],
      readStallMs: () => readStallMs(confab.port),
    };
    await connectAll(pool, server, clients);
    const chatIds = clients.map((_client, person) => (person < groups ? chatId(person) : null));
    const stage = { context, pool, server, subject: ourName, chatIds };
    const devices = new Devices(confab.port, plan, service);
    await devices.listenAll();
    const [without, beside]: [number[], number[]] = [[], []];
    const waits: number[] = [];
    let pushes = 0;
    for (let round = 1; round <= context.settings.rounds * 2; round += 1) {
      without.push(await measure(stage, pushNames.sends(round, false)));
      await devices.subscribeAll();
      const from = Date.now();
      beside.push(await measure(stage, pushNames.sends(round, true)));
      const until = Date.now();
      await sleep(settleMs);
      waits.push(...(await devices.waits(from)));
      pushes += devices.received / ((until - from) / 1_000);
      await devices.unsubscribeAll();
    }
    reportPushes(context, { without, beside, waits, pushesPerSecond: pushes / without.length, service });
    await pool.all('cut', () => ({}));
  },
};

async function measure(stage: SendStage, name: string): Promise<number> {
  await measureSends(stage, name, { ratePerSecond });
  return stage.context.rows.at(-1)?.figures.p99Ms ?? Number.NaN;
}

interface Found {
  without: readonly number[];
  beside: readonly number[];
  /** From each message that is worth a push until the push that tells of it, or of one after it. Milliseconds. */
  waits: readonly number[];
  pushesPerSecond: number;
  service: PushService;
}

function reportPushes(context: Context, { without, beside, waits, pushesPerSecond, service }: Found): void {
  const lost = waits.filter((wait) => !Number.isFinite(wait)).length;
  addRow(context, {
    scenario: pushNames.pushed,
    unit: 'pushes',
    subject: ourName,
    figures: {
      perSecond: pushesPerSecond,
      p50Ms: quantile(waits, 0.5),
      p99Ms: quantile(waits, 0.99),
      maxMs: Math.max(...waits.filter((wait) => Number.isFinite(wait))),
      grownBy: quantile(beside, 0.5) / quantile(without, 0.5),
    },
    notes: [
      `p99 of sends, in turn: ${without.map((ms, round) => `${ms.toFixed(1)} / ${(beside[round] ?? 0).toFixed(1)}`).join(', ')} ms`,
      ...(lost > 0 ? [`${lost} messages were never told of`] : []),
      ...service.complaints.slice(0, 1),
    ],
  });
}

type Device = { person: number; group: number; browser: ReturnType<PushService['subscribe']> };

/** Of those who are away. */
class Devices {
  readonly #url: string;
  readonly #plan: SeedPlan;
  readonly #service: PushService;
  #devices: Device[] = [];

  constructor(port: number, plan: SeedPlan, service: PushService) {
    this.#url = `http://127.0.0.1:${port}`;
    this.#plan = plan;
    this.#service = service;
  }

  get received(): number {
    return this.#devices.reduce((sum, { browser }) => sum + browser.received.length, 0);
  }

  /** The first of those who are away in each group hears all of it, the others what is to them: nothing of this. */
  async listenAll(): Promise<void> {
    const all = Array.from({ length: groups }, (_, group) => awayIn(group)[0] ?? 0);
    await inParts(all, (person) =>
      this.#call(person, 'PUT', '/api/me/documents/notifications', { value: { level: 'all' } }),
    );
  }

  async subscribeAll(): Promise<void> {
    this.#devices = Array.from({ length: groups }, (_, group) =>
      awayIn(group).map((person) => ({ person, group, browser: this.#service.subscribe() })),
    ).flat();
    await inParts(this.#devices, ({ person, browser }) =>
      this.#call(person, 'PUT', '/api/me/push-subscription', browser.body),
    );
  }

  async unsubscribeAll(): Promise<void> {
    await inParts(this.#devices, async ({ person }) => {
      const list = await this.#call<{ subscriptions: { id: string }[] }>(person, 'GET', '/api/me/push-subscriptions');
      for (const { id } of list.subscriptions) await this.#call(person, 'DELETE', `/api/me/push-subscriptions/${id}`);
    });
  }

  /** Of each message since then: until it was told of, by its push or that of a later one. Infinite where it never was. */
  async waits(since: number): Promise<number[]> {
    const waits: number[] = [];
    for (const { person, group, browser } of this.#devices) {
      if (browser.received.length === 0) continue;
      const told = browser.received.flatMap(({ payload, atMs }) =>
        'seq' in payload ? [{ seq: payload.seq, atMs }] : [],
      );
      for (const { seq, at } of await this.#messages(person, group, since)) {
        waits.push((told.find((one) => one.seq >= seq)?.atMs ?? Number.POSITIVE_INFINITY) - at);
      }
    }
    return waits;
  }

  async #messages(person: number, group: number, since: number): Promise<{ seq: number; at: number }[]> {
    const path = `/api/chats/${chatId(group)}/messages?limit=200`;
    const page = await this.#call<{ messages: { seq: number; createdAt: string }[] }>(person, 'GET', path);
    const messages = page.messages.map(({ seq, createdAt }) => ({ seq, at: Date.parse(createdAt) }));
    return messages.filter(({ at }) => at >= since);
  }

  async #call<Body = unknown>(person: number, method: string, path: string, body?: object): Promise<Body> {
    const { token } = placeOf({ ...this.#plan, chats: [] }, person);
    const answer = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    // What the operation declares.
    return (text === '' ? null : JSON.parse(text)) as Body;
  }
}

async function inParts<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < items.length; start += requestsAtOnce) {
    await Promise.all(items.slice(start, start + requestsAtOnce).map(work));
  }
}
