import { dirname } from 'node:path';
import { findObstacle } from '../file-access.ts';
import { StatementError, StorageFilesLostError, StorageOpenError, StorageUnavailableError } from '../storage-errors.ts';
import { filesOf } from './connection.ts';
import type { Greeting, WorkerError } from './jobs.ts';

/** An error in a statement that says nothing of the database: it is malformed, or breaks a constraint. */
export function isStatementFault(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const errcode = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
  return errcode === null || statementFaults.includes(errcode);
}

/** SQLite's primary result codes that are named here: https://sqlite.org/rescode.html */
const codes = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 } as const;
/** Error, too big, constraint, mismatch, range. */
const statementFaults: readonly number[] = [1, 18, 19, 20, 25];

export function openError(error: Extract<Greeting, { ready: false }>['error'], file: string): StorageOpenError {
  return new StorageOpenError(openReason(error, file));
}

function openReason(error: Extract<Greeting, { ready: false }>['error'], file: string): string {
  if (error.lockTaken) {
    return (
      `${dirname(file)} is in use by another Confab process. ` +
      'Stop that one first, or give this one a data folder of its own (DATA_DIR).'
    );
  }
  if (error.isForThePerson) return error.message;
  switch (primaryCode(error)) {
    case codes.cantOpen:
    case codes.ioError:
    case codes.readOnly:
      return (
        `${file} can't be written: ${findObstacle([dirname(file), ...filesOf(file)]) ?? error.message}. ` +
        `Let that user write to ${dirname(file)} and the files in it, or set DATA_DIR to another folder.`
      );
    case codes.notADatabase:
      return `${file} is not a SQLite database. Move it away to start empty, or put a backup in its place.`;
    case codes.corrupt:
      return damagedMessage(file, error.message);
    case codes.full:
      return `There is no space left for ${file}. Free some, then start again.`;
    default:
      return `${file} can't be opened: ${error.message}`;
  }
}

export function runtimeError(error: WorkerError, file: string): Error {
  if (error.filesLost) {
    return new StorageFilesLostError(
      `${error.message} while Confab was running. Nothing is accepted any more, what was read before can be read on. ` +
        `Put it back where it was, or stop Confab and restore a backup into ${dirname(file)}.`,
    );
  }
  switch (primaryCode(error)) {
    case codes.full:
      return new StorageUnavailableError(`There is no space left for ${file}. Nothing was written; free some space.`);
    case codes.corrupt:
    case codes.notADatabase:
      return new StorageUnavailableError(damagedMessage(file, error.message));
    case codes.ioError:
    case codes.cantOpen:
    case codes.readOnly:
    case codes.busy:
      return new StorageUnavailableError(`${file} can't be read or written now: ${error.message}`);
    default:
      return error.errcode === null ? new Error(error.message) : new StatementError(error.message, uniqueColumn(error));
  }
}

function damagedMessage(file: string, message: string): string {
  return `${file} is damaged (${message}). Stop Confab and restore a backup: "confab restore --replace" puts this one aside.`;
}

function primaryCode({ errcode }: WorkerError): number | null {
  return errcode === null ? null : errcode & 0xff;
}

function uniqueColumn({ message }: WorkerError): string | null {
  return /^UNIQUE constraint failed: ([^,]+)/.exec(message)?.[1] ?? null;
}
