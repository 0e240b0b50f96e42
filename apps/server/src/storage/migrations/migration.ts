import type { Kysely } from 'kysely';
import type { DialectName } from './column-types.ts';

/** One step of the schema. Never changed once released: a later step changes what it made. */
export interface Migration {
  /** `NNNN-what-it-makes`, rising. */
  name: string;
  /** Runs inside the transaction that records it. `db` is untyped: the types of `schema.ts` are those after the last step. */
  up(db: Kysely<unknown>, dialect: DialectName): Promise<void>;
}
