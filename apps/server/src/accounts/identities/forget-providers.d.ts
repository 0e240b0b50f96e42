import type { Storage } from '../../storage/index.ts';
/** Nobody vouches for them any more, and so they choose a password here. Answers who did. */
export declare function forgetProviders(db: Storage['db'], userId: string): Promise<string[]>;
