import type { Accounts } from '../accounts/index.ts';
import type { Feature } from '../feature.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Logger } from '../monitoring/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import { DirectoryError } from './connection.ts';
import type { Directory } from './directory.ts';
import { lookAtEverybody, lookEveryMs } from './directory-round.ts';

export { Directory } from './directory.ts';

export interface LdapContext {
  storage: Storage;
  clock: Clock;
  accounts: Pick<Accounts, 'identities'>;
  writer: LogWriter;
  logger: Pick<Logger, 'warn'>;
  /** Null: nobody comes from one. */
  directory: Directory | null;
}

/** Who comes from a directory is here as long as they are in it (decision 0047). Logging in itself is in accounts/log-in.ts. */
export function ldap({ storage, clock, accounts, writer, logger, directory }: LdapContext): Feature {
  if (directory === null) return { name: 'ldap' };
  const context = {
    storage,
    clock,
    identities: accounts.identities,
    writer,
    directory,
    logger,
    kept: new Set<string>(),
  };
  return {
    name: 'ldap',
    rounds: [
      {
        everyMs: lookEveryMs,
        async run() {
          try {
            await lookAtEverybody(context);
          } catch (error) {
            if (!(error instanceof DirectoryError)) throw error;
            logger.warn({ reason: error.message }, 'the directory can’t be asked: everybody stays as they are');
          }
        },
      },
    ],
  };
}
