import {
  StatementError,
  StorageError,
  StorageOpenError,
  StorageUnavailableError,
  TransactionTimeoutError,
} from '../storage-errors.ts';

/** SQLSTATE codes that are named here: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const states = {
  uniqueViolation: '23505',
  serializationFailure: '40001',
  deadlock: '40P01',
  idleInTransaction: '25P03',
  statementTimeout: '57014',
} as const;

/** Connection trouble, out of resources, shutting down, I/O: not the statement's fault. */
const unavailableClasses = ['08', '53', '57', '58', 'XX'];

interface PostgresError extends Error {
  code: string;
  table?: string;
  constraint?: string;
}

/** Node's network errors and the pool's own have codes of another form, or none. */
function isPostgresError(error: unknown): error is PostgresError {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
  );
}

/** The transaction was rolled back whole and may be tried again: it met another one, and nothing of it is left. */
export function mayRetry(error: unknown): boolean {
  if (!isPostgresError(error)) return false;
  if (error.code === states.serializationFailure || error.code === states.deadlock) return true;
  // The same clientId in two chats at once, or the same direct chat: the second try finds the first one's row.
  return error.code === states.uniqueViolation && /^(sends|chats)/.test(error.table ?? '');
}

/** An error in a statement, or in what was given to it, that says nothing of the database. */
export function isStatementFault(error: unknown): boolean {
  const told = toStorageError(error);
  return (told instanceof StatementError || told instanceof TypeError) && !mayRetry(error);
}

export function toStorageError(error: unknown): Error {
  if (error instanceof StorageError || error instanceof TypeError) return error;
  if (!isPostgresError(error))
    return new StorageUnavailableError(`PostgreSQL can't be reached: ${reason(error)}`, { cause: error });
  if (error.code === states.idleInTransaction) {
    return new TransactionTimeoutError('The transaction took too long and was rolled back.', { cause: error });
  }
  if (error.code === states.statementTimeout) {
    return new StorageUnavailableError('PostgreSQL did not answer in time.', { cause: error });
  }
  if (unavailableClasses.includes(error.code.slice(0, 2))) {
    return new StorageUnavailableError(`PostgreSQL is not available now: ${error.message}`, { cause: error });
  }
  return new StatementError(error.message, violatedUnique(error));
}

/** A column's unique constraint is named after it: `users_username_key`. */
function violatedUnique({ code, table, constraint }: PostgresError): string | null {
  if (code !== states.uniqueViolation || !table || !constraint?.startsWith(`${table}_`)) return null;
  return `${table}.${constraint.slice(table.length + 1).replace(/_key$/, '')}`;
}

/** `where` names the server without its password. */
export function toOpenError(error: unknown, where: string): StorageOpenError {
  if (error instanceof StorageOpenError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === '28P01' || code === '28000') {
    return new StorageOpenError(`${where} refuses the user name or password. Check DATABASE_URL.`, { cause: error });
  }
  if (code === '3D000') {
    return new StorageOpenError(`${where} does not exist. Make it with "createdb", or check DATABASE_URL.`, {
      cause: error,
    });
  }
  return new StorageOpenError(`${where} can't be opened: ${reason(error)}. Check DATABASE_URL and that it runs.`, {
    cause: error,
  });
}

function reason(error: unknown): string {
  // Where a name has several addresses, each failed by itself.
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
