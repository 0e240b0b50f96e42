import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../tests/manual-clock.ts';
import { awaitsFiles, createOutbox } from './outbox.ts';
import type { PendingMessage } from './state.ts';

type Answer = { to: PendingMessage; refuseFor: number | null };

/** A server that takes each `clientId` once, and a wire that can be cut on either way. */
class World {
  readonly clock = new ManualClock();
  readonly committed: PendingMessage[] = [];
  readonly written: PendingMessage[] = [];
  #toServer: PendingMessage[] = [];
  #toClient: Answer[] = [];
  readonly outbox = createOutbox({
    clock: this.clock,
    random: () => 0.5,
    mayTransmit: () => true,
    transmit: (message) => this.#toServer.push(message),
    changed: () => undefined,
    save: () => undefined,
    edit: () => undefined,
    withdraw: () => undefined,
    failed: () => undefined,
  });

  write(chatId: string): void {
    this.written.push(this.outbox.add(chatId, `message ${this.written.length}`));
  }

  writeFiles(chatId: string): void {
    const uploads = [{ key: 'a', name: 'a.txt', size: 1, type: '' }];
    this.written.push(this.outbox.add(chatId, { content: `message ${this.written.length}`, uploads }));
  }

  /** What one of them waits for is uploaded, the last first. */
  finish(): void {
    const waiting = this.outbox.pending().findLast((message) => awaitsFiles(message));
    if (waiting) this.outbox.filesReady(waiting.clientId, [{ id: 'a' }]);
  }

  /** The server reads the next frame. */
  take(refuseFor: number | null): void {
    const message = this.#toServer.shift();
    if (!message) return;
    const isNew = !this.committed.some(({ clientId }) => clientId === message.clientId);
    if (refuseFor === null && isNew) this.committed.push(message);
    this.#toClient.push({ to: message, refuseFor });
  }

  answer(): void {
    const answer = this.#toClient.shift();
    if (!answer) return;
    const { clientId, chatId } = answer.to;
    if (answer.refuseFor === null) {
      const seq = this.committed.findIndex((message) => message.clientId === clientId) + 1;
      this.outbox.acknowledge({ type: 'ack', clientId, chatId, id: `${seq}`, seq, rev: seq, createdAt: '' });
      this.outbox.settle([{ clientId, chatId, id: `${seq}`, seq }]);
    } else {
      const detail = 'slowly';
      const retryAfterMs = answer.refuseFor;
      this.outbox.refuse({ code: 'rate-limited', detail, clientId, retryAfterMs });
    }
  }

  cut(): void {
    this.#toServer = [];
    this.#toClient = [];
    this.outbox.goOffline();
    this.outbox.goLive();
  }

  async settle(): Promise<void> {
    for (let round = 0; this.outbox.pending().length > 0 && round < 500; round += 1) {
      this.finish();
      this.take(null);
      this.answer();
      await this.clock.advance(1_000);
    }
  }
}

const anyStep = fc.record({
  what: fc.constantFrom(
    'write',
    'write',
    'files',
    'finish',
    'take',
    'take',
    'refuse',
    'answer',
    'answer',
    'cut',
    'wait',
  ),
  chatId: fc.constantFrom('one', 'two'),
  ms: fc.integer({ min: 0, max: 3_000 }),
});

test('[D17] each message arrives once and in order per chat, whatever is refused for now, cut off, lost or waits for its files', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), async (steps) => {
      const world = new World();
      world.outbox.goLive();
      for (const { what, chatId, ms } of steps) {
        if (what === 'write') world.write(chatId);
        if (what === 'files') world.writeFiles(chatId);
        if (what === 'finish') world.finish();
        if (what === 'take') world.take(null);
        if (what === 'refuse') world.take(ms);
        if (what === 'answer') world.answer();
        if (what === 'cut') world.cut();
        if (what === 'wait') await world.clock.advance(ms);
      }
      await world.settle();
      for (const chatId of ['one', 'two']) {
        const inChat = (messages: PendingMessage[]) =>
          messages.filter((message) => message.chatId === chatId).map(({ content }) => content);
        expect(inChat(world.committed)).toEqual(inChat(world.written));
      }
    }),
    { numRuns: 300 },
  );
});
