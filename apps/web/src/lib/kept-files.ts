import type { PendingUpload } from '@confab/client';

/** A file that somebody is about to send, as this browser keeps it. Its bytes lie beside it. */
export type KeptFile = PendingUpload & {
  /** In whose composer it lies, and where there; null: in a message that waits to go out. */
  chatId: string | null;
  place: number;
  /** The page that has it in its composer: another one takes it over when that is gone. */
  page: string;
  /** Of the upload that was begun. */
  uploadId: string | null;
  hasBytes: boolean;
};

const [facts, bytes] = ['files', 'bytes'] as const;

/** Unreadable by whoever else logs in here: each person has a database. */
function nameOf(userId: string): string {
  return `confab.files.${userId}`;
}

/** What one sends survives a reload and a crash. Every call may reject: storage may be full or forbidden. */
export class KeptFiles {
  readonly #name: string;
  #opened: Promise<IDBDatabase> | null = null;

  constructor(userId: string) {
    this.#name = nameOf(userId);
  }

  async all(): Promise<KeptFile[]> {
    const db = await this.#open();
    return await answer<KeptFile[]>(db.transaction(facts).objectStore(facts).getAll());
  }

  async read(key: string): Promise<KeptFile | undefined> {
    const db = await this.#open();
    return await answer<KeptFile | undefined>(db.transaction(facts).objectStore(facts).get(key));
  }

  async readBytes(key: string): Promise<Blob | undefined> {
    const db = await this.#open();
    return await answer<Blob | undefined>(db.transaction(bytes).objectStore(bytes).get(key));
  }

  /** Both or neither. */
  async keep(file: KeptFile, content: Blob | null): Promise<void> {
    const db = await this.#open();
    // On the disk before it counts: it is to survive a crash.
    const change = db.transaction([facts, bytes], 'readwrite', { durability: 'strict' });
    change.objectStore(facts).put(file);
    if (content) change.objectStore(bytes).put(content, file.key);
    await end(change);
  }

  /** Nothing where it is not kept. */
  async change(key: string, part: Partial<KeptFile>): Promise<void> {
    await this.changeAll([[key, part]]);
  }

  /** All or none, of those that are kept. */
  async changeAll(parts: ReadonlyArray<readonly [key: string, part: Partial<KeptFile>]>): Promise<void> {
    const db = await this.#open();
    const change = db.transaction(facts, 'readwrite');
    const store = change.objectStore(facts);
    for (const [key, part] of parts) {
      const asked = store.get(key);
      asked.addEventListener('success', () => {
        const known = asked.result as KeptFile | undefined;
        if (known) store.put({ ...known, ...part });
      });
    }
    await end(change);
  }

  async remove(keys: readonly string[]): Promise<void> {
    const db = await this.#open();
    const change = db.transaction([facts, bytes], 'readwrite');
    for (const key of keys) for (const store of [facts, bytes]) change.objectStore(store).delete(key);
    await end(change);
  }

  #open(): Promise<IDBDatabase> {
    this.#opened ??= open(this.#name, () => (this.#opened = null));
    return this.#opened;
  }
}

/** On logging out: it was the person's wish to leave nothing here of what they had not sent. */
export async function forgetComposed(userId: string): Promise<void> {
  const kept = new KeptFiles(userId);
  const composed = (await kept.all()).filter(({ chatId }) => chatId !== null);
  await kept.remove(composed.map(({ key }) => key));
}

function open(name: string, lost: () => void): Promise<IDBDatabase> {
  const { promise, resolve, reject } = Promise.withResolvers<IDBDatabase>();
  const asked = indexedDB.open(name, 1);
  asked.addEventListener('upgradeneeded', () => {
    asked.result.createObjectStore(facts, { keyPath: 'key' });
    asked.result.createObjectStore(bytes);
  });
  asked.addEventListener('success', () => {
    const db = asked.result;
    db.addEventListener('versionchange', () => db.close());
    db.addEventListener('close', lost);
    resolve(db);
  });
  asked.addEventListener('error', () => {
    lost();
    reject(asked.error ?? new Error('The database of files does not open.'));
  });
  return promise;
}

function answer<Value>(request: IDBRequest): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  request.addEventListener('success', () => resolve(request.result as Value));
  request.addEventListener('error', () => reject(request.error ?? new Error('It can’t be read.')));
  return promise;
}

function end(change: IDBTransaction): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  change.addEventListener('complete', () => resolve());
  change.addEventListener('abort', () => reject(change.error ?? new Error('It can’t be kept.')));
  return promise;
}
