import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Random } from './random.ts';

/**
 * Ids come from the seed too: their order decides the order of rows, and so of events. Disposed, chance is real again.
 */
export function seedCrypto(random: Random): Disposable {
  const { randomBytes } = crypto;
  const web = globalThis.crypto;
  const getRandomValues = web.getRandomValues.bind(web);
  const fill = (bytes: Uint8Array): Uint8Array => {
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = random.int(0, 255);
    return bytes;
  };
  crypto.randomBytes = ((size: number) => fill(Buffer.alloc(size))) as typeof crypto.randomBytes;
  syncBuiltinESMExports();
  web.getRandomValues = ((bytes: Uint8Array) => fill(bytes)) as typeof web.getRandomValues;
  return {
    [Symbol.dispose]() {
      crypto.randomBytes = randomBytes;
      syncBuiltinESMExports();
      web.getRandomValues = getRandomValues;
    },
  };
}
