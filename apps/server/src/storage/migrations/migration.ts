import type { Kysely } from 'kysely';
import type { DialectName } from './column-types.ts';

/**
 * One step of the schema. Never changed once released: a later step changes what it made. It only adds: nodes of the
 * version before it serve on while it runs and after (docs/decisions/0011-nodes-come-and-go-under-load.md).
 */
export interface Migration {
  /** `NNNN-what-it-makes`, rising. */
  name: string;
  /** Runs inside the transaction that records it. `db` is untyped: the types of `schema.ts` are those after the last step. */
  up(db: Kysely<unknown>, dialect: DialectName): Promise<void>;
}
