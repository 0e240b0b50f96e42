import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { findObstacle } from '../file-access.ts';
import { StorageOpenError } from '../storage-errors.ts';
import { filesOf, takeLock } from './connection.ts';
import { LockTakenError } from './serve-jobs.ts';

/** For a command that needs the data folder for itself. Rejects with `StorageOpenError` while a server runs on it. */
export function lockFolder(file: string): DatabaseSync {
  try {
    return takeLock(file);
  } catch (error) {
    if (error instanceof LockTakenError) {
      throw new StorageOpenError(`${dirname(file)} is in use by another Confab process. Stop it first.`);
    }
    const obstacle = findObstacle([dirname(file), ...filesOf(file)]);
    const reason = obstacle ?? (error instanceof Error ? error.message : String(error));
    throw new StorageOpenError(`${dirname(file)} can't be locked for this: ${reason}`);
  }
}
