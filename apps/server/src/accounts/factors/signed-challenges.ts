import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FactorDb } from './factor-tables.ts';

/**
 * Challenges for passkeys that are kept nowhere before they are used: anybody may ask for one, and whoever asks for thousands fills
 * nothing. All nodes know theirs.
 */
export interface SignedChallenges {
  /** `purpose`: it does for no other. For five minutes. */
  make(purpose: string): string;
  isRight(challenge: string, purpose: string): boolean;
  /** False where it was used already, on whichever node. */
  spend(challenge: string): Promise<boolean>;
}

export const challengeMs = 5 * 60_000;
const [nonceBytes, timeBytes, macBytes] = [16, 6, 16];

export function createSignedChallenges(
  secret: string,
  { db, now }: { db: FactorDb; now: () => number },
): SignedChallenges {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'confab passkey challenges', 32));
  const macOf = (head: Buffer, purpose: string): Buffer =>
    createHmac('sha256', key).update(head).update(purpose).digest().subarray(0, macBytes);
  return {
    make(purpose) {
      const head = Buffer.alloc(nonceBytes + timeBytes);
      randomBytes(nonceBytes).copy(head);
      head.writeUIntBE(now() + challengeMs, nonceBytes, timeBytes);
      return Buffer.concat([head, macOf(head, purpose)]).toString('base64url');
    },
    isRight(challenge, purpose) {
      const bytes = Buffer.from(challenge, 'base64url');
      if (bytes.length !== nonceBytes + timeBytes + macBytes) return false;
      const head = bytes.subarray(0, nonceBytes + timeBytes);
      const isOurs = timingSafeEqual(macOf(head, purpose), bytes.subarray(head.length));
      return isOurs && head.readUIntBE(nonceBytes, timeBytes) > now();
    },
    async spend(challenge) {
      const spent = await db
        .insertInto('spent_challenges')
        .values({
          challenge_hash: createHash('sha256').update(challenge).digest('base64url'),
          expires_at: now() + challengeMs,
        })
        .onConflict((conflict) => conflict.column('challenge_hash').doNothing())
        .executeTakeFirst();
      return spent.numInsertedOrUpdatedRows === 1n;
    },
  };
}
