import type { Storage } from '../../storage/index.ts';
import { factorTables, type FactorDb } from './factor-tables.ts';
import { createSealedSecrets, type SealedSecrets } from './sealed-secrets.ts';
import { createSignedChallenges, type SignedChallenges } from './signed-challenges.ts';

/** What the operations of this folder work with, beside what those around it do. */
export interface FactorParts {
  db: FactorDb;
  sealed: SealedSecrets;
  challenges: SignedChallenges;
}

/** `secret`: that of the server. */
export function createFactorParts(storage: Storage, secret: string, now: () => number): FactorParts {
  const db = factorTables(storage.db);
  return { db, sealed: createSealedSecrets(secret), challenges: createSignedChallenges(secret, { db, now }) };
}
