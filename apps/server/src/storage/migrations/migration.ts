import type { Kysely } from 'kysely';
import type { DialectName } from './column-types.ts';

/**
 * One step of the schema. Never changed once released: a later step changes what it made. It only adds: nodes of the
 * version before it serve on while it runs and after (docs/decisions/0011-nodes-come-and-go-under-load.md).
 */
export interface Migration {
  /** `NNNN-what-it-makes`, rising. */
  name: string;
  /** What it makes that whoever copies a database has to know of, where transfer/tables.ts does not name it. */
  tables?: readonly FeatureTable[];
  /** Runs inside the transaction that records it. `db` is untyped: the types of `schema.ts` are those after the last step. */
  up(db: Kysely<unknown>, dialect: DialectName): Promise<void>;
}

/** A table of a feature, declared once: it is made, copied and compared by this. No column of it is ever null. */
export interface FeatureTable {
  name: string;
  columns: Readonly<Record<string, 'id' | 'int' | 'text'>>;
  /** The primary key. */
  key: readonly string[];
  /** The column that names the chat that a row belongs to, where it does. */
  chat?: string;
  /** A column, and the column of another table that it names: a row goes with what it belongs to. */
  belongsTo?: { column: string; to: string };
}
