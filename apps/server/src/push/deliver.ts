import { pushFaultSchema, type PushPayload } from '@confab/protocol';
import type { Clock } from '../realtime/clock.ts';
import { Hosts } from './hosts.ts';
import type { PostOptions, Push, Sender } from './sender.ts';
import { type Device } from './subscriptions.ts';
import { isPassing, judge, type Verdict } from './verdict.ts';

/** Since the start, by what came of it: `delivered`, or the fault. */
export type PushCounts = Map<string, number>;

/** `postponedMs`: it was not tried, since its push service rests or has enough to do. */
export type Delivery = Verdict | { postponedMs: number };

type Sent = Pick<Push, 'ttlSeconds' | 'urgency' | 'topic'> & { payload: PushPayload };

const timeoutMs = 10_000;
/** That a person waits for. */
const testTimeoutMs = 8_000;
const downFaults = new Set(['dns', 'connect', 'tls', 'timeout', 'service']);

/** Hands pushes to the sender as far as their services have room, and says what came of each. */
export class Deliveries {
  readonly counts: PushCounts = new Map(['delivered', ...pushFaultSchema.options].map((result) => [result, 0]));
  readonly #sender: Sender;
  readonly #clock: Clock;
  readonly #hosts: Hosts;

  constructor(sender: Sender, clock: Clock) {
    this.#sender = sender;
    this.#clock = clock;
    this.#hosts = new Hosts(clock.monotonicNow);
  }

  get underWay(): number {
    return this.#hosts.underWay;
  }

  /** `signal`: nobody waits for it any more. It may have been sent. */
  async deliver(device: Device, sent: Sent, signal: AbortSignal): Promise<Delivery> {
    const postponedMs = this.#hosts.begin(device.host, device.userId);
    if (postponedMs !== null) return { postponedMs };
    let isUp = false;
    try {
      const verdict = await this.#post(device, sent, { timeoutMs, signal });
      isUp = verdict.fault === null || !downFaults.has(verdict.fault);
      return verdict;
    } finally {
      this.#hosts.end(device.host, device.userId, isUp);
    }
  }

  /** At once, whatever its service has to do. */
  test(device: Device, sent: Sent): Promise<Verdict> {
    return this.#post(device, sent, { timeoutMs: testTimeoutMs });
  }

  async #post(device: Device, { payload, ...sent }: Sent, options: Omit<PostOptions, 'wallNow'>): Promise<Verdict> {
    const { endpoint, p256dh, auth } = device;
    const push = { endpoint, p256dh, auth, payload: JSON.stringify(payload), ...sent };
    const wallNow = this.#clock.wallNow();
    const verdict = judge(await this.#sender.post(push, { ...options, wallNow }), wallNow);
    const kind = verdict.fault ?? 'delivered';
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return verdict;
  }
}

const [firstWaitMs, longestWaitMs] = [5_000, 1_800_000];

/** When a device that a push did not reach is tried again, after `failures` before; null: not for this. */
export function retryAfterMs({ fault, retryAfterMs: asked }: Verdict, failures: number, random: number): number | null {
  if (fault === null || !isPassing(fault)) return null;
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures, 12)) * (0.5 + random / 2);
  return Math.ceil(asked === null ? wait : Math.max(asked, wait / 5));
}
