import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ModelDevice, ModelDocuments } from '../tests/model-documents.ts';
import { documentsOf, setWaitingDocuments } from './documents.ts';
import { initialState } from './state.ts';

const often = fc.constantFrom('put' as const, 'take' as const, 'hear' as const, 'hear' as const);
const seldom = fc.constantFrom('delete' as const, 'connect' as const, 'wait' as const, 'lose' as const);
const rarely = fc.constantFrom('cut' as const, 'restart' as const, 'back-up' as const, 'restore' as const);
const anyStep = fc.record({
  what: fc.oneof({ weight: 12, arbitrary: often }, { weight: 4, arbitrary: seldom }, { weight: 1, arbitrary: rarely }),
  device: fc.nat(1),
  key: fc.constantFrom('theme', 'theme', 'draft/a', 'draft/b', 'draft/c'),
  value: fc.nat(3),
});
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

class World {
  readonly server = new ModelDocuments(2);
  readonly devices = [new ModelDevice(this.server), new ModelDevice(this.server)] as const;
  /** By device and key, what was wanted last. */
  readonly wanted = new Map<string, unknown>();
  #restore: (() => void) | null = null;
  #count = 0;
  readonly #mayRestore: boolean;

  constructor(mayRestore: boolean) {
    this.#mayRestore = mayRestore;
  }

  async run({ what, device: pick, key, value }: Step): Promise<void> {
    const device = this.devices[pick === 0 ? 0 : 1];
    const deeds: Record<Step['what'], () => unknown> = {
      put: () => this.#put(pick, key, true),
      delete: () => this.#put(pick, key, false),
      take: () => device.take(),
      hear: () => device.hear(),
      cut: () => device.cut(),
      connect: () => device.isConnected || device.connect(value + 1, value % 2 > 0),
      wait: () => device.clock.advance(value * 400),
      restart: () => device.restart(),
      lose: () => device.lose(),
      'back-up': () => (this.#restore = this.server.backUp()),
      restore: () => this.#putBack(),
    };
    await deeds[what]();
  }

  #putBack(): void {
    if (!this.#restore || !this.#mayRestore) return;
    for (const each of this.devices) each.cut();
    this.#restore();
  }

  /** No two puts are of the same value, so that each is known again. */
  #put(pick: number, key: string, isKept: boolean): void {
    const value = isKept ? { number: (this.#count += 1) } : null;
    this.wanted.set(`${pick} ${key}`, value);
    this.devices[pick === 0 ? 0 : 1].puts.add(key, value);
  }

  /** Everything is repaired, and said until nobody has anything to say. */
  async settle(): Promise<void> {
    // One more change: whoever lost the last one before it finds that out.
    for (const device of this.devices) if (!device.takesTheme) device.connect(2, true);
    this.#put(0, 'draft/e', true);
    for (let quiet = 0; quiet < 3;) {
      let isBusy = false;
      for (const device of this.devices) {
        if (!device.isConnected) device.connect(2, true);
        while (device.take() || device.hear()) isBusy = true;
        await device.clock.advance(16_000);
      }
      quiet = isBusy ? 0 : quiet + 1;
    }
  }
}

test('[D24] whatever happens, all devices end with the documents that the server has, and a put counts once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { minLength: 20, maxLength: 150, size: 'max' }),
      fc.boolean(),
      async (all, mayRestore) => {
        const world = new World(mayRestore);
        for (const step of all) await world.run(step);
        await world.settle();
        const live = [...world.server.documents.values()].filter(({ value }) => value !== null);
        const fresh = Object.fromEntries(live.map(({ key, value }) => [key, value]));
        for (const { state, saved } of world.devices) {
          expect(Object.fromEntries(state.documents)).toEqual(fresh);
          expect(state.documentSync.rev).toBe(world.server.rev);
          expect(state.documentSync.waiting.size).toBe(0);
          expect(saved).toEqual([]);
        }
        if (mayRestore) return;
        const applied = world.server.applied.filter(({ value }) => value !== null);
        const wanted = [...world.wanted.values()].filter((value) => value !== null);
        expect(applied.map(({ value }) => value)).toEqual(expect.arrayContaining(wanted));
        // A kind that a server did not take waits for one that does, and its numbers do not.
        const counted = applied.filter(({ key }) => key !== 'theme').map(({ value }) => JSON.stringify(value));
        expect(new Set(counted).size).toBe(counted.length);
      },
    ),
    { numRuns: 400 },
  );
});

test('documents of a kind come with their ids, and none of another kind', () => {
  const kept = new Map(Object.entries({ theme: { choice: 'dark' }, 'draft/a': { content: 'so far' }, 'drafts/b': {} }));
  const state = setWaitingDocuments(initialState(0, null, null), kept);
  expect(documentsOf(state, 'draft')).toEqual([{ id: 'a', value: { content: 'so far' } }]);
});
