import { type BigIntStats, statSync } from 'node:fs';

/** Files under the server's hands were deleted, moved or replaced: what is written now goes into files without a name. */
export class FilesLostError extends Error {
  readonly file: string;

  constructor(file: string, what: string) {
    super(`${file} was ${what}`);
    this.file = file;
  }
}

/**
 * Knows which files a database was opened as, by device and inode, and sees when their names lead elsewhere. One look is a
 * `stat` a file, two microseconds; a commit waits for the disk a hundred times longer.
 */
export class FileGuard {
  readonly #known = new Map<string, BigIntStats | undefined>();
  #isLost = false;

  constructor(files: readonly string[]) {
    for (const file of files) this.#known.set(file, look(file));
  }

  /** The same work, answered only if the files were still there when it was done. While they are lost it is not begun. */
  guarded<Input, Output>(work: (input: Input) => Output): (input: Input) => Output {
    return (input) => {
      if (this.#isLost) this.check();
      const output = work(input);
      this.check();
      return output;
    };
  }

  /** Throws FilesLostError. A file that was not there at first is known from when it is. */
  check(): void {
    this.#isLost = true;
    this.#compare();
    this.#isLost = false;
  }

  #compare(): void {
    for (const [file, known] of this.#known) {
      const found = look(file);
      if (known === undefined) {
        if (found !== undefined) this.#known.set(file, found);
        continue;
      }
      if (found === undefined) throw new FilesLostError(file, 'deleted or moved away');
      if (found.ino !== known.ino || found.dev !== known.dev)
        throw new FilesLostError(file, 'replaced by another file');
    }
  }
}

function look(file: string): BigIntStats | undefined {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    // A folder on the way that is a file now. Anything else, such as a network share that does not answer, is no proof.
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
