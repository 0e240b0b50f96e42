import { linkAddress } from '@confab/protocol/recovery/link';
import { forgetProviders, takesPassword } from '../accounts/index.ts';
import { createAudit } from '../audit/index.ts';
import { linkLifeMs, LogInLinks } from '../recovery/index.ts';
import type { Storage } from '../storage/index.ts';
import { addressUnknown, openExisting, parsePlace } from './place.ts';
import { UsageError } from './usage.ts';

export interface ResetUserOptions {
  place: string;
  username: string;
  /** Where people open Confab: left out, the link is written without it. */
  publicUrl: string | undefined;
  /** What the place was connected to vouches for them no more: it is given up. */
  withoutProvider?: boolean;
  say: (line: string) => void;
}

/** `confab user reset`: a link by which somebody chooses a new password, where nobody who could make one gets in. */
export async function resetUserCommand(options: ResetUserOptions): Promise<void> {
  const { place, username, publicUrl, withoutProvider = false, say } = options;
  const name = username.replace(/^@/, '').toLowerCase();
  const storage = await openExisting(parsePlace(place));
  try {
    const user = await storage.db
      .selectFrom('users')
      .select('id')
      .where('username', '=', name)
      .where('deactivated_at', 'is', null)
      .executeTakeFirst();
    if (!user) throw new UsageError(`There is no active account @${name}.`);
    if (withoutProvider) await leaveProviders(storage, user.id);
    if (!(await takesPassword(storage.db, user.id))) {
      throw new UsageError(
        `@${name} has no password here: they log in by what the place is connected to. If that was given up, say --without-provider.`,
      );
    }
    const links = new LogInLinks(storage, Date.now);
    const { token } = await links.make(user.id, { purpose: 'reset', address: null, lifeMs: linkLifeMs.handed });
    const target = { kind: 'person', id: user.id };
    await createAudit({ storage, now: Date.now }).note({ action: 'person.reset-link-made', target }, { userId: null });
    say(`A new password for @${name} is chosen at this address, once, within a day:`);
    say(linkAddress(publicUrl ?? addressUnknown, token));
  } finally {
    await storage.close();
  }
}

async function leaveProviders(storage: Storage, userId: string): Promise<void> {
  const audit = createAudit({ storage, now: Date.now });
  for (const provider of await forgetProviders(storage.db, userId)) {
    const deed = { action: 'account.provider-removed', target: { kind: 'person', id: userId } } as const;
    await audit.note({ ...deed, details: { provider } }, { userId: null });
  }
}
