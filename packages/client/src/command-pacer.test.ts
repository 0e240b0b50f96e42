import type { Command } from '@confab/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { type CommandRate, createCommandPacer } from './command-pacer.ts';
import { createOutbox } from './outbox.ts';
import type { PendingMessage } from './state.ts';

/** A server that counts commands in a token bucket, and answers after a while. */
class PacedServer {
  readonly clock = new ManualClock();
  readonly taken: PendingMessage[] = [];
  refusals = 0;
  /** It closes a connection that goes on when it is refused: 20 a second after 200. */
  isPatient = true;
  #patience = 200;
  readonly #rate: CommandRate;
  readonly #latencyMs: number;
  #tokens: number;
  #filledAt = 0;
  readonly pacer = createCommandPacer({
    clock: this.clock,
    transmit: () => true,
    whenFree: () => this.outbox.pump(),
  });
  readonly outbox = createOutbox({
    clock: this.clock,
    random: () => 0.5,
    mayTransmit: () => this.pacer.take(),
    transmit: (message) => this.#receive(message),
    changed: () => undefined,
    save: () => undefined,
    edit: () => undefined,
    withdraw: () => undefined,
    failed: () => undefined,
  });

  constructor(rate: CommandRate, latencyMs: number) {
    this.#rate = rate;
    this.#latencyMs = latencyMs;
    this.#tokens = rate.burst;
  }

  goLive(announced: CommandRate | undefined): void {
    this.pacer.begin(announced);
    this.outbox.goLive();
  }

  #receive(message: PendingMessage): void {
    const now = this.clock.elapsed();
    this.#patience = Math.min(200, this.#patience + ((now - this.#filledAt) / 1_000) * 20);
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + ((now - this.#filledAt) / 1_000) * this.#rate.perSecond);
    this.#filledAt = now;
    const { clientId, chatId } = message;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      this.taken.push(message);
      const seq = this.taken.length;
      this.clock.after(this.#latencyMs, () => {
        this.outbox.acknowledge({ type: 'ack', clientId, chatId, id: `${seq}`, seq, rev: seq, createdAt: '' });
        this.outbox.settle([{ clientId, chatId, id: `${seq}`, seq }]);
      });
      return;
    }
    this.refusals += 1;
    this.#patience -= 1;
    if (this.#patience < 0) this.isPatient = false;
    const retryAfterMs = Math.ceil(((1 - this.#tokens) / this.#rate.perSecond) * 1_000);
    this.clock.after(this.#latencyMs, () => {
      this.pacer.holdOff(retryAfterMs);
      this.outbox.refuse({ clientId, code: 'rate-limited', detail: 'slowly', retryAfterMs });
    });
  }

  contentsIn(chatId: string): string[] {
    return this.taken.filter((message) => message.chatId === chatId).map(({ content }) => content);
  }
}

const usualRate = { perSecond: 40, burst: 200 };

test.each([
  ['announced', { perSecond: 100, burst: 50 }, { perSecond: 100, burst: 50 }],
  ['not announced, as by older servers', usualRate, undefined],
])('1,500 sends at once stay below the rate of the server: %s', async (_name, rate, announced) => {
  const server = new PacedServer(rate, 20);
  server.goLive(announced);
  for (let index = 0; index < 1_500; index += 1) server.outbox.add(`chat ${index % 100}`, `${index}`);
  await server.clock.advance(2_000_000 / rate.perSecond);
  expect(server.refusals).toBe(0);
  expect(server.outbox.pending()).toEqual([]);
  const inOrder = Array.from({ length: 15 }, (_, index) => `${7 + index * 100}`);
  expect(server.contentsIn('chat 7')).toEqual(inOrder);
});

test('[D17] refused for a pace that other devices use up, each message arrives once and in the order of its chat', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        perSecond: fc.integer({ min: 5, max: 60 }),
        burst: fc.integer({ min: 1, max: 40 }),
        latencyMs: fc.integer({ min: 0, max: 300 }),
        chats: fc.integer({ min: 1, max: 30 }),
        count: fc.integer({ min: 1, max: 120 }),
      }),
      async ({ perSecond, burst, latencyMs, chats, count }) => {
        const server = new PacedServer({ perSecond, burst }, latencyMs);
        server.goLive(usualRate);
        for (let index = 0; index < count; index += 1) server.outbox.add(`${index % chats}`, `${index}`);
        await server.clock.advance(120_000);
        expect(server.outbox.pending()).toEqual([]);
        for (let chat = 0; chat < chats; chat += 1) {
          const written = Array.from({ length: count }, (_, index) => index).filter((index) => index % chats === chat);
          expect(server.contentsIn(`${chat}`)).toEqual(written.map(String));
        }
        expect(server.isPatient).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test('what waits for the pace is the last word on each thing, in the order in which it was said', async () => {
  const clock = new ManualClock();
  const said: Command[] = [];
  const pacer = createCommandPacer({ clock, transmit: (command) => said.push(command) > 0, whenFree: () => undefined });
  pacer.begin({ perSecond: 10, burst: 2 });
  expect(pacer.take()).toBe(true);
  for (let seq = 1; seq <= 100; seq += 1) pacer.say({ type: 'read', chatId: 'one', seq });
  pacer.say({ type: 'open', chatId: 'one' });
  pacer.say({ type: 'close', chatId: 'one' });
  pacer.say({ type: 'typing', chatId: 'one' });
  pacer.say({ type: 'ping' });
  expect(said).toEqual([{ type: 'ping' }]);
  await clock.advance(10_000);
  expect(said).toEqual([{ type: 'ping' }, { type: 'read', chatId: 'one', seq: 100 }, { type: 'close', chatId: 'one' }]);
  pacer.end();
  pacer.say({ type: 'open', chatId: 'one' });
  expect(clock.nextDueMs).toBeNull();
});

test('a `resume` that is refused for its pace is said again', async () => {
  await using server = new ScriptedServer();
  server.client.connect();
  await server.welcome();
  server.say({ type: 'error', code: 'rate-limited', detail: 'slowly', retryAfterMs: 3_000 });
  await server.clock.advance(3_000);
  expect(server.said('resume')).toHaveLength(2);
});

test('an `open` and a `watch-presence` that were refused for their pace are said again', async () => {
  await using server = new ScriptedServer();
  server.client.openChat('one');
  server.client.watchPresence(['ann']);
  await server.goLive();
  const refusal = { type: 'error' as const, code: 'rate-limited' as const, detail: 'slowly', retryAfterMs: 500 };
  server.say({ ...refusal, chatId: 'one' });
  server.say(refusal);
  await server.clock.advance(600);
  expect(server.said('open')).toHaveLength(2);
  expect(server.said('watch-presence')).toHaveLength(2);
});
