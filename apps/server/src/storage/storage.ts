import type { Kysely } from 'kysely';
import type { ChatLog } from './chat-log.ts';
import type { Database } from './schema.ts';
import type { SearchIndex } from './search/search-index.ts';

/** A database, opened and migrated. What a feature knows of SQLite and PostgreSQL is this. */
export interface Storage {
  readonly dialect: 'sqlite' | 'postgres';
  /** For everything but the log. Queries of one transaction see one snapshot; writes are durable when they resolve. */
  readonly db: Kysely<Database>;
  /**
   * As `db`, for single writes that are made again where they are lost: nobody's send waits for the disk because of one. A process
   * that is killed loses none of them; with the power the last may go, in the order in which they came.
   */
  readonly redoable: Kysely<Database>;
  readonly log: ChatLog;
  /** Made when the database was, made anew by a restore: cursors learned under another epoch are void (D15). */
  readonly epoch: string;
  /** What finds words in the log. Made where it is missing; whoever opens it closes it, before the storage. */
  openSearch(): Promise<SearchIndex>;
  /** Rejects where the database does not answer within `timeoutMs`. */
  ping(timeoutMs: number): Promise<void>;
  /** Finishes what is under way, then closes. */
  close(): Promise<void>;
}
