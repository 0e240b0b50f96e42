import type { Storage } from '../storage/index.ts';

interface Named {
  senderId: string;
  fileIds: readonly string[];
}

/** Names of files that are about to be sent: what one sends next keeps its place behind them (D4). */
export class FileNames {
  readonly #db: Storage['db'];
  /** Of each person who waits, the last one. */
  readonly #lines = new Map<string, Promise<void>>();

  constructor({ db }: Pick<Storage, 'db'>) {
    this.#db = db;
  }

  /** Null where there is nothing to wait for. `judge` throws where a name is none to be sent. */
  look({ senderId, fileIds }: Named, judge: (names: readonly string[]) => void): Promise<void> | null {
    const before = this.#lines.get(senderId);
    if (fileIds.length === 0) return before?.catch(() => {}) ?? null;
    const looked = this.#after(before, { senderId, fileIds }).then(judge);
    const line = looked.finally(() => {
      if (this.#lines.get(senderId) === line) this.#lines.delete(senderId);
    });
    this.#lines.set(senderId, line);
    return line;
  }

  async #after(before: Promise<void> | undefined, named: Named): Promise<string[]> {
    await before?.catch(() => {});
    return await this.#read(named);
  }

  /** Of files that the sender can't see, nothing is told: that they can't be sent is said by the transaction. */
  async #read({ senderId, fileIds }: Named): Promise<string[]> {
    const rows = await this.#db
      .$extendTables<FileTables>()
      .selectFrom('files')
      .select('name')
      .where('id', 'in', fileIds)
      .where((it) =>
        it.or([
          it('user_id', '=', senderId),
          it.exists(
            it
              .selectFrom('file_messages')
              .innerJoin('members', 'members.chat_id', 'file_messages.chat_id')
              .whereRef('file_messages.file_id', '=', 'files.id')
              .where('members.user_id', '=', senderId)
              .select('file_messages.file_id'),
          ),
        ]),
      )
      .execute();
    return rows.map(({ name }) => name);
  }
}

type FileTables = {
  files: { id: string; user_id: string; name: string };
  file_messages: { file_id: string; chat_id: string };
};
