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
 * Knows which files a database was opened as, by device and inode, and sees when their names lead elsewhere. They lie in one
 * folder, whose own time changes with every name in it: while it is the same, one look of two microseconds is enough.
 */
export class FileGuard {
  readonly #folder: string;
  readonly #known = new Map<string, BigIntStats | undefined>();
  /** As it was when all files were last found in it; undefined while they are lost. */
  #soundFolder: BigIntStats | undefined;

  constructor(folder: string, files: readonly string[]) {
    this.#folder = folder;
    for (const file of files) this.#known.set(file, look(file));
  }

  /** The same work, answered only if the files were still there when it was done. While they are lost it is not begun. */
  guarded<Input, Output>(work: (input: Input) => Output): (input: Input) => Output {
    return (input) => {
      if (this.#soundFolder === undefined) this.check();
      const output = work(input);
      if (!isSame(this.#soundFolder, look(this.#folder), 'with its names')) this.check();
      return output;
    };
  }

  /** Throws FilesLostError. A file that was not there at first is known from when it is. */
  check(): void {
    this.#soundFolder = undefined;
    // Before the files: what happens to them while they are looked at changes it.
    const folder = look(this.#folder);
    for (const [file, known] of this.#known) {
      const found = look(file);
      if (known === undefined) {
        if (found !== undefined) this.#known.set(file, found);
        continue;
      }
      if (found === undefined) throw new FilesLostError(file, 'deleted or moved away');
      if (!isSame(known, found)) throw new FilesLostError(file, 'replaced by another file');
    }
    this.#soundFolder = folder;
  }
}

function isSame(one: BigIntStats | undefined, other: BigIntStats | undefined, withNames?: 'with its names'): boolean {
  if (one === undefined || other === undefined || one.ino !== other.ino || one.dev !== other.dev) return false;
  return withNames === undefined || one.mtimeNs === other.mtimeNs;
}

function look(file: string): BigIntStats | undefined {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    // A folder on the way that is a file now. Anything else, such as a share that does not answer, is told as it is.
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
