import { recoveryOperations } from '@confab/protocol';
import { type Accounts, signedInOf } from '../accounts/index.ts';
import { type Audit, byCaller } from '../audit/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { Feature } from '../feature.ts';
import { addressOf, ApiError, implement } from '../http/index.ts';
import { type LetterContext, type PostOffice, postLetter } from '../mail/index.ts';
import { askForLink } from './ask-for-link.ts';
import { linkLifeMs, LogInLinks } from './links.ts';
import { mayReset } from './may-reset.ts';
import { sendLink } from './send-link.ts';
import { usedUp, useLink } from './use-link.ts';

export { linkLifeMs, LogInLinks } from './links.ts';

export interface RecoveryContext extends LetterContext {
  accounts: Accounts;
  audit: Audit;
  rates: RateStore | null;
  office: PostOffice | null;
}

const minuteMs = 60_000;
/** Tokens can't be guessed; each look asks the database. */
const looksPerMinute = 60;

/** How somebody comes in who has forgotten the password, or wants to do without it: a link that holds once (decision 0046). */
export function recovery(house: RecoveryContext): Feature {
  const { accounts, audit, rates, mailSettings: settings, office, storage, clock } = house;
  const links = new LogInLinks(storage, clock.wallNow);
  const countLook = async (address: string): Promise<void> => {
    const counted = await rates?.count(`links looked at from ${address}`, minuteMs, 1);
    if (!counted || counted.current <= looksPerMinute) return;
    throw new ApiError('rate-limited', 'Too many tries. Wait a minute, then try again.', {
      retryAfterSeconds: Math.ceil(counted.ttlMs / 1_000),
    });
  };
  const noteReset = async (userId: string, address: string): Promise<void> => {
    const target = { kind: 'person', id: userId };
    await audit.note({ action: 'account.password-reset', target }, { userId, address });
    await postLetter(house, {
      userId,
      key: `password/${clock.wallNow()}`,
      subject: 'Your password was changed',
      heading: 'Your account has a new password, chosen by a link',
      closing: [
        `You were logged out everywhere. The link was used from the network address ${address}.`,
        'If that was not you, ask for a new link at once, and tell whoever runs this place.',
      ],
      path: '/login',
    });
  };
  return {
    name: 'recovery',
    offers: settings && office ? ['log-in-links'] : [],
    jobs: settings && office ? [sendLink({ storage, rates, links, settings, office })] : [],
    routes: [
      implement(recoveryOperations.askForLink, async ({ body, request }) => {
        if (!settings) throw new ApiError('not-found', 'This place sends no mail. Ask an admin for a link.');
        await askForLink(house, { ...body, address: addressOf(request) });
      }),

      implement(recoveryOperations.lookAtLink, async ({ body, request }) => {
        await countLook(addressOf(request));
        const found = await links.find(body.token);
        if (!found) throw usedUp();
        const { purpose, username, expiresAt, isFirst } = found;
        return { purpose, username, isFirst, expiresAt: new Date(expiresAt).toISOString() };
      }),

      implement(recoveryOperations.useLink, async ({ body, request, reply }) => {
        const address = addressOf(request);
        await countLook(address);
        const { token, newPassword } = body;
        const { userId, isFirst } = await useLink({ accounts, links, noteReset }, { token, newPassword, address });
        return signedInOf(await accounts.finishLogIn({ request, reply }, { userId, method: 'magic-link', isFirst }));
      }),

      implement(recoveryOperations.makeResetLink, async ({ caller, params: { user_id: userId }, request }) => {
        await mayReset(storage, caller, userId);
        const made = await links.make(userId, { purpose: 'reset', address: null, lifeMs: linkLifeMs.handed });
        const target = { kind: 'person', id: userId };
        await audit.note({ action: 'person.reset-link-made', target }, byCaller(caller, request));
        return { token: made.token, expiresAt: new Date(made.expiresAt).toISOString() };
      }),
    ],
  };
}
