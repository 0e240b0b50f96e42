import type { Random } from './random.ts';
import type { SimClient } from './sim-client.ts';

/** Few, so that devices write over each other. */
const draftIds = ['chat-1', 'chat-2', 'chat-3'];

/** What people keep for themselves. No two drafts are the same, so that each is known again in the log. */
export class DocumentWorkload {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Somebody types, deletes what they had typed, or changes a setting. */
  act({ sdk }: SimClient): void {
    const random = this.#random;
    const id = random.pick(draftIds) ?? 'chat-1';
    if (random.chance(0.25)) sdk.putDocument('draft', id, null);
    else if (random.chance(0.2)) {
      sdk.putDocument('theme', null, { choice: random.pick(['light', 'dark', 'system'] as const) ?? 'light' });
    } else {
      this.#count += 1;
      const content = `${this.#count} ${'é€😀"'.repeat(random.chance(0.1) ? random.int(100, 1_000) : random.int(0, 8))}`;
      sdk.putDocument('draft', id, { content });
    }
  }
}
