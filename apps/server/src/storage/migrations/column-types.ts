import { sql, type RawBuilder } from 'kysely';

export type DialectName = 'sqlite' | 'postgres';

/** The types that have another name on each database. */
export interface ColumnTypes {
  /** Ids and keys. Compared byte by byte on both, so that both order alike. */
  id: RawBuilder<unknown>;
  /** Integers up to 2^53: counters and milliseconds since 1970. */
  int: RawBuilder<unknown>;
  /** Of the accounts library, which stores 0/1 and ISO text in SQLite. */
  libraryBoolean: RawBuilder<unknown>;
  libraryDate: RawBuilder<unknown>;
}

export function columnTypes(dialect: DialectName): ColumnTypes {
  return dialect === 'sqlite'
    ? { id: sql`text`, int: sql`integer`, libraryBoolean: sql`integer`, libraryDate: sql`text` }
    : { id: sql`text collate "C"`, int: sql`bigint`, libraryBoolean: sql`boolean`, libraryDate: sql`timestamptz` };
}
