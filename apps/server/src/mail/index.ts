import { mailOperations } from '@confab/protocol';
import { addressPage, confirmPage, unsubscribePage } from '@confab/protocol/mail-links/paths';
import type { Accounts } from '../accounts/index.ts';
import type { Feature } from '../feature.ts';
import { ApiError, implement } from '../http/index.ts';
import type { Reach } from '../notifications/index.ts';
import type { Place, PlaceFactsOf } from '../place/index.ts';
import { putDocument, type PutContext, readDocument } from '../personal/index.ts';
import { askToConfirm, confirm, findAsked, readAddress } from './address.ts';
import { AskedAddresses } from './asked-address.ts';
import { addressChanged, askToChange, findChange, takeAddress } from './change-address.ts';
import { letters } from './letters.ts';
import { mailMissed, type MailJobContext } from './mail-missed.ts';
import { mailPages } from './mail-pages.ts';
import { mailJob } from './mail-rules.ts';
import type { MailSettings } from './mail-settings.ts';
import { MailTokens } from './mail-tokens.ts';
import type { PostOffice } from './post-office.ts';
import type { RateStore } from '../bus/rate-store.ts';
import { soonMs } from './when-due.ts';

export { confirmedAddress } from './address.ts';
export { type LetterContext, postLetter } from './letters.ts';
export { type MailSettings, mailSettingsOf } from './mail-settings.ts';
export { verifyMailServer } from './post-office.ts';
export { PostOffice } from './post-office.ts';
export { writeMail } from './write-mail.ts';

export interface MailContext extends Omit<MailJobContext, 'settings' | 'tokens' | 'office'>, PutContext {
  /** Null: this place sends no mail. */
  mailSettings: MailSettings | null;
  /** Null as those. */
  office: PostOffice | null;
  rates: RateStore | null;
  accounts: Accounts;
  place: Place;
  placeFacts: PlaceFactsOf;
}

export const mailReach: Reach = {
  kind: mailJob,
  isPatient: true,
  users: 'select user_id from mail_people',
  keyOf: (userId) => userId,
  // The job knows what each wants, and looks again when that is due.
  delayMs: () => soonMs,
};

/** Mail of what somebody missed, where there is a mail server (D47). */
export function mail(house: MailContext): Feature {
  const { mailSettings: settings, office, storage } = house;
  const asked = new AskedAddresses(storage, house.clock.wallNow);
  const getMail = implement(mailOperations.getMail, async ({ caller: { userId } }) => {
    const wanted = await asked.find(userId);
    return { ...(await readAddress(storage, userId)), ...(wanted !== null && { asked: wanted }) };
  });
  if (settings === null || office === null) {
    const { confirmAddress, changeAddress } = mailOperations;
    return { name: 'mail', routes: [getMail, implement(confirmAddress, refuse), implement(changeAddress, refuse)] };
  }
  const context = { ...house, settings, asked, tokens: new MailTokens(storage), office };
  const { tokens } = context;
  house.placeFacts.arrivals.askToConfirm = (userId) => askToConfirm(context, userId);
  return {
    name: 'mail',
    offers: ['mail', 'mail-address'],
    jobs: [
      {
        kind: mailJob,
        atOnce: 4,
        run: ({ key: userId }, signal) => mailMissed(context, userId, signal),
      },
      addressChanged(context),
      letters(context),
    ],
    routes: [
      getMail,
      implement(mailOperations.confirmAddress, ({ caller }) => askToConfirm(context, caller.userId)),
      implement(mailOperations.changeAddress, ({ caller, body }) => askToChange(context, caller.userId, body)),
      mailPages(
        [
          {
            path: unsubscribePage,
            question: 'Should Confab send you no more mail of what you miss?',
            button: 'No more mail',
            done: 'You get no more of these mails. Your settings in Confab bring them back.',
            async find(token) {
              const userId = tokens.userOf(token);
              if (userId === null) return null;
              const isRight = await tokens.verify(token, { purpose: 'unsubscribe', userId });
              return isRight ? () => unsubscribe(house, userId) : null;
            },
          },
          {
            path: confirmPage,
            question: 'Is it you who uses Confab with this address?',
            button: 'Yes, this is my address',
            done: 'Thank you. If you waited to be let in, you can log in now. Confab may send you mail, as your settings say.',
            async find(token) {
              const found = await findAsked(context, token);
              return found && (() => confirm(context, found));
            },
          },
          {
            path: addressPage,
            question: 'Is this your address, and the account in the mail your account?',
            button: 'Yes, both are mine',
            done: 'Thank you. This is the address of your account now.',
            async find(token) {
              const found = await findChange(context, token);
              return found && (() => takeAddress(context, found));
            },
          },
        ],
        house.rates,
      ),
    ],
    counters: [
      {
        name: 'confab_mails_total',
        help: 'Mails, by what the mail server said to them.',
        label: 'result',
        read: () => Object.entries(office.counts),
      },
    ],
  };
}

function refuse(): never {
  throw new ApiError('not-found', 'This server sends no mail.');
}

/** As if they had said so in their settings: those show it. */
async function unsubscribe(house: MailContext, userId: string): Promise<void> {
  const document = await readDocument(house.storage.db, userId, 'notifications');
  // Of a person whose account is gone there is nothing to put.
  if (document === null) return;
  const value = { ...(document.value as object), mail: { mode: 'never' } };
  await putDocument(house, { userId, key: 'notifications', value, by: null });
}
