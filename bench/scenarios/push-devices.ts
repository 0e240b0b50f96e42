import type { PushService } from '../../apps/server/src/push/service/push-service.ts';
import { chatId, placeOf, type SeedPlan } from '../seed.ts';

export const groups = 200;
/** In each group, beside who speaks and who listens. */
const awayInGroup = 5;
const requestsAtOnce = 20;

/** The first of a group speaks, the second listens, and the others are away. */
export function pushPlan(): SeedPlan {
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

type Device = { person: number; group: number; browser: ReturnType<PushService['subscribe']> };

/** Of those who are away. */
export class Devices {
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
