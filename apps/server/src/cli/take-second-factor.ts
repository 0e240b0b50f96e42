import { takeSecondFactorAway } from '../accounts/index.ts';
import { createAudit } from '../audit/index.ts';
import { openExisting, parsePlace } from './place.ts';
import { UsageError } from './usage.ts';

export interface TakeSecondFactorOptions {
  place: string;
  username: string;
  say: (line: string) => void;
}

/** `confab user reset --second-factor`: for whoever lost theirs, where no admin gets in who could help them. */
export async function takeSecondFactorCommand({ place, username, say }: TakeSecondFactorOptions): Promise<void> {
  const storage = await openExisting(parsePlace(place));
  const name = username.replace(/^@/, '');
  try {
    const user = await storage.db
      .selectFrom('users')
      .select('id')
      .where('username', '=', name.toLowerCase())
      .executeTakeFirst();
    if (!user) throw new UsageError(`There is nobody called @${name} here.`);
    if (!(await takeSecondFactorAway(storage.db, user.id))) return say(`@${name} has no second factor.`);
    await storage.db.deleteFrom('sessions').where('user_id', '=', user.id).execute();
    const deed = { action: 'person.second-factor-removed', target: { kind: 'person', id: user.id } } as const;
    await createAudit({ storage, now: Date.now }).note(deed, { userId: null });
    say(`@${name} logs in with the password alone now, and is logged in nowhere any more.`);
  } finally {
    await storage.close();
  }
}
