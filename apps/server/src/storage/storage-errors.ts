/** What a storage throws by itself. */
export abstract class StorageError extends Error {}

/** The database can't do its work now: disk full, I/O error, a worker that died. What was asked for did not happen, or can't be known to have. */
export class StorageUnavailableError extends StorageError {
  override readonly name: string = 'StorageUnavailableError';
}

/** The database's files were taken away under the running process: nothing is stored until they are back. */
export class StorageFilesLostError extends StorageUnavailableError {
  override readonly name = 'StorageFilesLostError';
}

/** The database can't be opened as it is. The message is for the person who starts the server: what, where, what to do. */
export class StorageOpenError extends StorageError {
  override readonly name = 'StorageOpenError';
}

/** An interactive transaction held the writer for too long and was rolled back. */
export class TransactionTimeoutError extends StorageError {
  override readonly name = 'TransactionTimeoutError';
}

/** A statement that the database refused. `violatedUnique` names the column whose value exists already, as `table.column`. */
export class StatementError extends StorageError {
  override readonly name = 'StatementError';
  readonly violatedUnique: string | null;

  constructor(message: string, violatedUnique: string | null) {
    super(message);
    this.violatedUnique = violatedUnique;
  }
}

/** Whether a write failed because `column` (`users.username`) must be unique. The same on every database. */
export function isUniqueViolation(error: unknown, column: string): boolean {
  return error instanceof StatementError && error.violatedUnique === column;
}
