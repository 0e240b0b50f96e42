import type { Message } from '@confab/protocol';

/** Somebody read so far. */
export interface Moved {
  chatId: string;
  userId: string;
  readSeq: number;
}

export interface CommitListener {
  /** A message in its new state: sent, or changed. */
  changed?(message: Message): void;
  read?(moved: Moved): void;
}

/**
 * What this node committed, for who does something about it later: told within the process right after, before whoever asked for it is
 * answered. It costs what its listeners cost, so they only make a note. What a crash keeps from them they find in the database.
 */
export class AfterCommit {
  readonly #listeners: CommitListener[] = [];

  listen(listener: CommitListener): void {
    this.#listeners.push(listener);
  }

  changed(message: Message): void {
    for (const listener of this.#listeners) listener.changed?.(message);
  }

  read(moved: Moved): void {
    for (const listener of this.#listeners) listener.read?.(moved);
  }
}
