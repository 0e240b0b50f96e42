import { linkAddress } from '@confab/protocol/recovery/link';
import { takesPassword } from '../accounts/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { JobKind } from '../jobs/index.ts';
import { confirmedAddress, type MailSettings, type PostOffice, writeMail } from '../mail/index.ts';
import type { Storage } from '../storage/index.ts';
import { linkLifeMs, type LogInLinks } from './links.ts';
import { type AskedLink, linkJob } from './recovery-rules.ts';

export interface SendContext {
  storage: Storage;
  rates: RateStore | null;
  links: LogInLinks;
  settings: MailSettings;
  office: PostOffice;
}

const hourMs = 3_600_000;
/** To one account, whatever it was called by. */
const mailsPerHour = 4;

/** Mails the link that was asked for, where there is somebody to mail it to. Who asked learns nothing of that. */
export function sendLink(context: SendContext): JobKind {
  return {
    kind: linkJob,
    atOnce: 4,
    // What comes an hour late nobody waits for.
    maxAttempts: 6,
    async run({ payload }, signal) {
      // As the rule wrote it.
      const { name, purpose } = payload as AskedLink;
      const person = await findPerson(context.storage, name);
      const address = person && (await confirmedAddress(context.storage, person.userId));
      if (!person || address === null) return;
      const counted = await context.rates?.count(`links mailed to ${person.userId}`, hourMs, 1);
      if (counted && counted.current > mailsPerHour) return;
      const link = await context.links.make(person.userId, { purpose, address, lifeMs: linkLifeMs[purpose] });
      const url = linkAddress(context.settings.publicUrl, link.token);
      const mail = writeMail({ sections: [], ...words[purpose](person.username), button: { ...button[purpose], url } });
      const messageId = `<${crypto.randomUUID()}@${new URL(context.settings.publicUrl).hostname}>`;
      await context.office.post({ to: address, messageId, ...mail }, signal);
    },
  };
}

const button = { reset: { label: 'Choose a new password' }, 'log-in': { label: 'Log in' } } as const;

const notYou = 'If you did not ask for it, do nothing: nobody gets in without this mail. Give it to nobody.';

const words = {
  reset: (username: string) => ({
    subject: 'A new password for Confab',
    heading: `Choose a new password for @${username}`,
    closing: ['The link works once, within an hour. You will be logged out everywhere.', notYou],
  }),
  'log-in': (username: string) => ({
    subject: 'Log in to Confab',
    heading: `Log in as @${username}`,
    closing: ['The link works once, within 15 minutes, on the device that you open it on.', notYou],
  }),
};

/** Somebody who chooses a password here: whose way in is another one (a provider, a directory) is let in by that alone. */
async function findPerson({ db }: Storage, name: string): Promise<{ userId: string; username: string } | null> {
  const row = await db
    .selectFrom('users')
    .select(['id as userId', 'display_username as username'])
    .where(name.includes('@') ? 'email' : 'username', '=', name)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  return row && (await takesPassword(db, row.userId)) ? row : null;
}
