import { Readable } from 'node:stream';

/** While a long one is sent it is looked again whether its reader may see it: whoever was removed has it no longer than this. */
const lookAgainMs = 800;

/** What is read, for as long as its reader may see it; then it breaks off. */
export function whileAllowed(
  stored: Readable,
  { mayRead, clock }: { mayRead: () => Promise<boolean>; clock: { monotonicNow: () => number } },
): Readable {
  async function* looking(): AsyncGenerator<Buffer> {
    let lookedAt = clock.monotonicNow();
    for await (const bytes of stored) {
      if (clock.monotonicNow() - lookedAt > lookAgainMs) {
        if (!(await mayRead())) throw new Error('its reader may not see the file any more');
        lookedAt = clock.monotonicNow();
      }
      yield bytes as Buffer;
    }
  }
  const allowed = Readable.from(looking(), { objectMode: false, highWaterMark: 64 * 1_024 });
  // Ended before it began, it would leave what it reads from open.
  allowed.once('close', () => stored.destroy());
  return allowed;
}
