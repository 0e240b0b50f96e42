import type { Document } from '@confab/protocol';

/** What the reducer needs to keep a person's documents as the server has them (D24). */
export interface DocumentSync {
  /** Everything up to here is in `stored`. */
  readonly rev: number;
  /** As the server has them, deleted ones left out. */
  readonly stored: ReadonlyMap<string, Document>;
  /** What has come of a reset so far: it takes the place of `stored` once it is whole. */
  readonly incoming: ReadonlyMap<string, Document> | null;
  /** A change is missing: nothing more applies before the next resume. */
  readonly behind: boolean;
  /** What this client wants and the server has not told of yet, by key; null deletes. */
  readonly waiting: ReadonlyMap<string, unknown>;
}

export const noDocuments: DocumentSync = {
  rev: 0,
  stored: new Map(),
  incoming: null,
  behind: false,
  waiting: new Map(),
};
