import { createHash } from 'node:crypto';
import type { JobKind } from '../jobs/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import type { Storage } from '../storage/index.ts';
import { confirmedAddress } from './address.ts';
import { type AskedLetter, letterJob, type LetterWords, postLetterRule } from './mail-rules.ts';
import type { MailSettings } from './mail-settings.ts';
import type { PostOffice } from './post-office.ts';
import { writeMail } from './write-mail.ts';

export interface LetterContext {
  storage: Storage;
  writer: LogWriter;
  clock: { wallNow: () => number };
  /** Null: this place sends no mail. */
  mailSettings: MailSettings | null;
}

/**
 * Mails a person what concerns their account, whatever they want to be mailed of messages: to the address that is confirmed when it goes
 * out, or to `to` where that is gone by then. `key` names it among theirs: twice is once. It says nothing that is a secret, since it waits in the database.
 */
export async function postLetter(
  { writer, clock, mailSettings }: LetterContext,
  { userId, key, to = null, ...words }: LetterWords & { userId: string; key: string; to?: string | null },
): Promise<void> {
  if (mailSettings === null) return;
  const asked: AskedLetter = { to, words, at: clock.wallNow() };
  await submit(writer, postLetterRule.command({ userId, key: `${userId}/${key}`, asked }));
}

export function letters({
  storage,
  settings,
  office,
}: {
  storage: Storage;
  settings: MailSettings;
  office: PostOffice;
}): JobKind {
  return {
    kind: letterJob,
    atOnce: 2,
    async run({ key, payload }, signal) {
      // As the rule wrote it.
      const { to, words, at } = payload as AskedLetter;
      const { path, ...said } = words;
      const address = to ?? (await confirmedAddress(storage, key.slice(0, key.indexOf('/'))));
      if (address === null) return;
      const mail = writeMail({
        ...said,
        sections: [],
        button: { label: 'Open Confab', url: `${settings.publicUrl}${path}` },
      });
      const id = createHash('sha256').update(`${key} ${at}`).digest('base64url').slice(0, 32);
      await office.post({ to: address, messageId: `<${id}@${new URL(settings.publicUrl).hostname}>`, ...mail }, signal);
    },
  };
}
