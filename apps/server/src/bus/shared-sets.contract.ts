import { describe, expect, test, vi } from 'vitest';
import type { SharedSets } from './shared-sets.ts';

/** Two nodes of one server; the sets of one process are both. */
export interface SharedSetsUnderTest extends AsyncDisposable {
  here: SharedSets;
  there: SharedSets;
}

/** What all shared sets do. `open` starts them anew, empty, for each test. */
export function sharedSetsContract(name: string, open: () => Promise<SharedSetsUnderTest>): void {
  describe(`the ${name} shared sets`, () => {
    test('show on every node what one node added, once `add` has resolved', async () => {
      await using sets = await open();
      await sets.here.add('active:chat1', 'ada');
      await sets.there.add('active:chat1', 'bob');
      expect((await sets.here.members('active:chat1')).toSorted()).toEqual(['ada', 'bob']);
      expect((await sets.there.members('active:chat1')).toSorted()).toEqual(['ada', 'bob']);
    });

    test('show no more what was removed, once `remove` has resolved', async () => {
      await using sets = await open();
      await sets.here.add('online', 'ada');
      await sets.here.add('online', 'bob');
      await sets.here.remove('online', 'ada');
      expect(await sets.there.members('online')).toEqual(['bob']);
      await sets.here.remove('online', 'bob');
      expect(await sets.there.members('online')).toEqual([]);
    });

    test('keep sets apart', async () => {
      await using sets = await open();
      await sets.here.add('active:chat1', 'ada');
      expect(await sets.there.members('active:chat2')).toEqual([]);
      expect(await sets.there.members('online')).toEqual([]);
    });

    test('hold a member once, however often it is added', async () => {
      await using sets = await open();
      await sets.here.add('online', 'ada');
      await sets.here.add('online', 'ada');
      expect(await sets.there.members('online')).toEqual(['ada']);
    });

    test('think nothing of the removal of what is not there', async () => {
      await using sets = await open();
      await sets.here.remove('online', 'nobody');
      expect(await sets.here.members('online')).toEqual([]);
    });

    test('tell which of some members are in a set', async () => {
      await using sets = await open();
      await sets.here.add('online', 'ada');
      await sets.there.add('online', 'bob');
      expect(await sets.here.intersect('online', ['ada', 'bob', 'eve'])).toEqual(new Set(['ada', 'bob']));
      expect(await sets.here.intersect('online', [])).toEqual(new Set());
      expect(await sets.here.intersect('active:chat1', ['ada'])).toEqual(new Set());
    });

    test('hold thousands', async () => {
      await using sets = await open();
      const people = Array.from({ length: 5_000 }, (_, index) => `person${index}`);
      await Promise.all(people.map((person) => sets.here.add('online', person)));
      expect(await sets.there.members('online')).toHaveLength(5_000);
      const asked = [...people, 'stranger'];
      const present = await sets.there.intersect('online', asked);
      expect(present.size).toBe(5_000);
      await Promise.all(people.map((person) => sets.here.remove('online', person)));
      await vi.waitFor(async () => expect(await sets.there.members('online')).toEqual([]), 15_000);
    });
  });
}
