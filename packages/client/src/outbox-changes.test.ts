import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../tests/manual-clock.ts';
import { createOutbox } from './outbox.ts';
import type { PendingMessage } from './state.ts';

/** A server that takes each `clientId` once and refuses it with other content (D1), at the end of a wire that breaks. */
class World {
  readonly clock = new ManualClock();
  /** What the server has, in the order of its coming, and every text that it ever had. */
  readonly log = new Map<string, { content: string; had: string[] }>();
  /** As the person left it: null where it was taken back. */
  readonly wanted = new Map<string, string | null>();
  readonly withdrawn = new Set<string>();
  readonly neverToBeSeen: string[] = [];
  reusedIds = 0;
  /** On the wire, or in the server's hands when the wire broke: then nobody hears the answer. */
  #onTheWay: { message: PendingMessage; isHeard: boolean }[] = [];
  readonly outbox = createOutbox({
    clock: this.clock,
    random: () => 0.5,
    mayTransmit: () => true,
    transmit: (message) => this.#onTheWay.push({ message, isHeard: true }),
    changed: () => undefined,
    save: () => undefined,
    edit: ({ clientId }, content) => this.#edit(clientId, content),
    withdraw: ({ clientId }) => this.withdrawn.add(clientId),
    failed: () => undefined,
  });

  write(text: string): void {
    const { clientId, content } = this.outbox.add('one', text);
    this.wanted.set(clientId, content);
  }

  change(pick: number, text: string): void {
    const message = this.#pick(pick);
    if (!message) return;
    if (this.outbox.change(message.clientId, text) === 'changed') this.neverToBeSeen.push(message.content);
    this.wanted.set(message.clientId, text);
  }

  discard(pick: number): void {
    const message = this.#pick(pick);
    if (!message) return;
    if (this.outbox.discard(message.clientId) === 'discarded') this.neverToBeSeen.push(message.content);
    this.wanted.set(message.clientId, null);
  }

  take(isRefused: boolean): void {
    const next = this.#onTheWay.shift();
    if (!next) return;
    const { clientId, chatId, sentAs } = next.message;
    const content = sentAs?.content ?? next.message.content;
    const known = this.log.get(clientId);
    if (isRefused && !known) {
      if (next.isHeard) this.outbox.refuse({ clientId, code: 'rate-limited', detail: 'slowly', retryAfterMs: 100 });
      return;
    }
    // The server compares with what was sent first, whatever was edited since.
    if (known && known.had[0] !== content) this.reusedIds += 1;
    if (!known) this.log.set(clientId, { content, had: [content] });
    if (!next.isHeard) return;
    const seq = [...this.log.keys()].indexOf(clientId) + 1;
    this.outbox.acknowledge({ type: 'ack', clientId, chatId, id: `${seq}`, seq, rev: seq, createdAt: '' });
    if (seq % 2 === 0) this.outbox.settle([{ clientId, chatId, id: `${seq}`, seq }]);
  }

  /** The connection breaks; the server may yet take what it was sent, and the catch-up brings what it has. */
  cut(isLost: boolean): void {
    this.#onTheWay = isLost ? [] : this.#onTheWay.map(({ message }) => ({ message, isHeard: false }));
    this.outbox.goOffline();
    this.#catchUp();
    this.outbox.goLive();
  }

  async settle(): Promise<void> {
    for (let round = 0; this.outbox.pending().length > 0 && round < 300; round += 1) {
      this.take(false);
      await this.clock.advance(1_000);
      this.#catchUp();
    }
  }

  #catchUp(): void {
    const own = [...this.log.keys()].map((clientId, at) => ({ clientId, chatId: 'one', id: `${at + 1}`, seq: at + 1 }));
    this.outbox.settle(own);
  }

  #edit(clientId: string, content: string): void {
    const known = this.log.get(clientId);
    if (!known) throw new Error('edited what is not there');
    known.content = content;
    known.had.push(content);
  }

  #pick(pick: number): PendingMessage | undefined {
    const pending = this.outbox.pending();
    return pending[pick % Math.max(1, pending.length)];
  }
}

test('who hears that one message goes out can take back the next, and it never goes out', () => {
  const sent: string[] = [];
  const verdicts: string[] = [];
  const outbox = createOutbox({
    clock: new ManualClock(),
    random: () => 0.5,
    mayTransmit: () => true,
    transmit: ({ content }) => sent.push(content),
    changed(messages) {
      const [first, next] = messages;
      if (first?.status === 'sending' && next && verdicts.length === 0) verdicts.push(outbox.discard(next.clientId));
    },
    save: () => undefined,
    edit: () => undefined,
    withdraw: () => undefined,
    failed: () => undefined,
  });
  outbox.add('one', 'first');
  outbox.add('two', 'second');
  outbox.goLive();
  expect(verdicts).toEqual(['discarded']);
  expect(sent).toEqual(['first']);
  outbox.close();
});

const anyStep = fc.record({
  what: fc.constantFrom('write', 'write', 'change', 'discard', 'take', 'take', 'refuse', 'cut', 'cut-late', 'wait'),
  pick: fc.nat({ max: 20 }),
});

test('[D1] [D17] waiting messages end as their writer left them, and what was changed in time was never seen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), async (steps) => {
      const world = new World();
      world.outbox.goLive();
      for (const [at, { what, pick }] of steps.entries()) {
        if (what === 'write') world.write(`text ${at}`);
        if (what === 'change') world.change(pick, `changed ${at}`);
        if (what === 'discard') world.discard(pick);
        if (what === 'take' || what === 'refuse') world.take(what === 'refuse');
        if (what === 'cut' || what === 'cut-late') world.cut(what === 'cut');
        if (what === 'wait') await world.clock.advance(pick * 1_000);
      }
      await world.settle();
      expect(world.outbox.pending()).toEqual([]);
      expect(world.reusedIds).toBe(0);
      const seen = [...world.log.values()].flatMap(({ had }) => had);
      expect(seen.filter((text) => world.neverToBeSeen.includes(text))).toEqual([]);
      const left = [...world.wanted].filter(([, content]) => content !== null);
      expect(left.map(([clientId]) => [clientId, world.log.get(clientId)?.content])).toEqual(left);
      const takenBack = [...world.wanted].filter(([, content]) => content === null).map(([clientId]) => clientId);
      expect(takenBack.filter((clientId) => world.log.has(clientId) && !world.withdrawn.has(clientId))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
