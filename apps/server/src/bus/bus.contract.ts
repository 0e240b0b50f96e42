import { describe, expect, test, vi } from 'vitest';
import { isChange, type Bus, type BusEvent } from './bus.ts';

/** Two nodes of one server; a bus of one process is both. */
export interface BusUnderTest extends AsyncDisposable {
  here: Bus;
  there: Bus;
}

const typing = (userId: string): BusEvent => ({ type: 'typing', chatId: 'chat1', userId });
const change = (rev: number, json: string): BusEvent => ({
  type: 'change',
  chatId: 'chat1',
  seq: rev,
  rev,
  kind: 'text',
  json,
});

/** What every bus does. `open` starts one anew for each test. */
export function busContract(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`the ${name} bus`, () => {
    test('carries an event to every node, the one that published it included, once', async () => {
      await using bus = await open();
      const heardHere: BusEvent[] = [];
      const heardThere: BusEvent[] = [];
      await bus.here.subscribe('chat:chat1', (event) => heardHere.push(event));
      await bus.there.subscribe('chat:chat1', (event) => heardThere.push(event));
      bus.here.publish('chat:chat1', typing('ada'));
      bus.there.publish('chat:chat1', typing('bob'));
      bus.here.publish('chat:chat1', typing('end'));
      await vi.waitFor(() => expect(heardThere).toContainEqual(typing('end')), 15_000);
      await vi.waitFor(() => expect(heardHere).toContainEqual(typing('bob')), 15_000);
      expect(heardHere).toHaveLength(3);
      expect(heardThere).toHaveLength(3);
    });

    test('delivers to subscribers of the same node before publish returns', async () => {
      await using bus = await open();
      const heard: BusEvent[] = [];
      await bus.here.subscribe('nodes', (event) => heard.push(event));
      bus.here.publish('nodes', { type: 'members-changed', chatId: 'chat1' });
      expect(heard).toEqual([{ type: 'members-changed', chatId: 'chat1' }]);
    });

    test('carries every kind of event unchanged', async () => {
      await using bus = await open();
      const heard: BusEvent[] = [];
      await bus.there.subscribe('nodes', (event) => heard.push(event));
      const events: BusEvent[] = [
        change(7, '{"id":"chat1.7","content":"two\\nlines, “quotes” and 👩‍🚀"}'),
        typing('ada'),
        { type: 'read', chatId: 'chat1', userId: 'ada', readSeq: 3, unread: 0, atRev: 9 },
        { type: 'chat-joined', chatId: 'chat1', userId: 'ada' },
        { type: 'active-changed', chatId: 'chat1' },
        { type: 'online-changed', userId: 'ada', online: true, lastSeenAt: null },
        { type: 'online-changed', userId: 'ada', online: false, lastSeenAt: 1_700_000_000_000 },
        { type: 'members-changed', chatId: 'chat1' },
        { type: 'sessions-ended', userId: 'ada', sessionIds: ['s1', 's2'] },
        { type: 'sessions-ended', userId: 'ada', sessionIds: null },
        { type: 'user-changed', userId: 'ada' },
      ];
      for (const event of events) bus.here.publish('nodes', event);
      await vi.waitFor(() => expect(heard).toEqual(events), 15_000);
    });

    test('keeps the order of one publisher', async () => {
      await using bus = await open();
      const revs: number[] = [];
      await bus.there.subscribe('chat:chat1', (event) => isChange(event) && revs.push(event.rev));
      for (let rev = 1; rev <= 1_000; rev++) bus.here.publish('chat:chat1', change(rev, `{"rev":${rev}}`));
      await vi.waitFor(() => expect(revs).toHaveLength(1_000), 15_000);
      expect(revs).toEqual(revs.toSorted((left, right) => left - right));
    });

    test('brings nothing of other topics', async () => {
      await using bus = await open();
      const heard: BusEvent[] = [];
      await bus.there.subscribe('chat:chat1', (event) => heard.push(event));
      bus.here.publish('chat:chat2', typing('stranger'));
      bus.here.publish('user:chat1', typing('stranger'));
      bus.here.publish('nodes', typing('stranger'));
      bus.here.publish('chat:chat1', typing('ada'));
      await vi.waitFor(() => expect(heard).toEqual([typing('ada')]), 15_000);
    });

    test('lets two subscribers of a topic go one by one, the same function included', async () => {
      await using bus = await open();
      const heard: string[] = [];
      const handler = (event: BusEvent): void => void (event.type === 'typing' && heard.push(String(event['userId'])));
      const stopFirst = await bus.there.subscribe('chat:chat1', handler);
      const stopSecond = await bus.there.subscribe('chat:chat1', handler);
      bus.here.publish('chat:chat1', typing('both'));
      await vi.waitFor(() => expect(heard).toEqual(['both', 'both']), 15_000);
      stopFirst();
      stopFirst();
      bus.here.publish('chat:chat1', typing('one'));
      await vi.waitFor(() => expect(heard).toEqual(['both', 'both', 'one']), 15_000);
      stopSecond();
      await bus.there.subscribe('chat:mark', handler);
      bus.here.publish('chat:chat1', typing('none'));
      bus.here.publish('chat:mark', typing('mark'));
      await vi.waitFor(() => expect(heard).toContain('mark'), 15_000);
      expect(heard).not.toContain('none');
    });

    test('hears a topic again that it had stopped listening to in the same moment', async () => {
      await using bus = await open();
      const heard: BusEvent[] = [];
      const stop = await bus.there.subscribe('chat:chat1', () => {});
      stop();
      await bus.there.subscribe('chat:chat1', (event) => heard.push(event));
      bus.here.publish('chat:chat1', typing('ada'));
      await vi.waitFor(() => expect(heard).toEqual([typing('ada')]), 15_000);
    });

    test('subscribes to thousands of topics at once', async () => {
      await using bus = await open();
      const heard = new Set<string>();
      const chatIds = Array.from({ length: 3_000 }, (_, index) => `chat${index}`);
      await Promise.all(chatIds.map((chatId) => bus.there.subscribe(`chat:${chatId}`, () => heard.add(chatId))));
      for (const chatId of chatIds) bus.here.publish(`chat:${chatId}`, { type: 'active-changed', chatId });
      await vi.waitFor(() => expect(heard.size).toBe(3_000), 15_000);
    });

    test('answers a ping, and nothing is heard after it is closed', async () => {
      await using bus = await open();
      const heard: BusEvent[] = [];
      await bus.here.subscribe('nodes', (event) => heard.push(event));
      await bus.here.ping(2_000);
      await bus.here.close();
      bus.here.publish('nodes', typing('ghost'));
      expect(heard).toEqual([]);
    });
  });
}
