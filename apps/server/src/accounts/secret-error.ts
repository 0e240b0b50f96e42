import { StorageOpenError } from '../storage/index.ts';

/** The database can't be served with the secret that there is. For the person who starts it: one line, and what to do. */
export class SecretError extends StorageOpenError {}
