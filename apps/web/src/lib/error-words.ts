import type { ApiError } from '@confab/client/rest';
import type { FeatureErrorCode } from '@confab/protocol';
import { addWords, ourFault, type Words } from './failure-text.ts';
import { perLocale } from './locale.ts';
import { t } from './words.ts';

/** What it is called where no feature says it better. Loaded with whatever can be refused: a first look is not. */
const wordsByCode: Record<Exclude<ApiError['code'], FeatureErrorCode | 'network'>, Words> = {
  'bad-answer': { say: () => t`Something between you and the server blocks its answers.` },
  'too-many-waiting': {
    isGeneral: true,
    say: () => t`Too much is waiting to be sent. Try again when you’re back online.`,
  },
  'rate-limited': { say: tooManyTries },
  'invalid-credentials': { say: () => t`Wrong username or password.` },
  'username-taken': { say: () => t`That username is taken. Try another one.` },
  'email-taken': { say: () => t`There’s already an account with that e-mail address.` },
  unauthenticated: { say: () => t`You’re no longer logged in. Log in and try again.` },
  'other-user': { say: () => t`Someone else is logged in here now. Reload the page.` },
  'origin-not-allowed': { say: () => t`The server doesn’t accept requests from this address.` },
  'message-changed': { say: () => t`The message changed while you were editing it. Look at it, then edit again.` },
  'message-deleted': { say: () => t`The message was deleted.` },
  'too-many-documents': { isGeneral: true, say: () => t`You’ve reached the limit. Delete something first.` },
  'chat-is-direct': { say: () => t`A 1-on-1 chat has no name, and no one can be added. Start a group instead.` },
  'last-owner': { say: () => t`Make someone else the owner first.` },
  forbidden: { isGeneral: true, say: () => t`You’re not allowed to do that here.` },
  'not-found': { isGeneral: true, say: () => t`That doesn’t exist, or not any more.` },
  'too-large': { isGeneral: true, say: () => t`That’s too large for the server.` },
  unavailable: { isGeneral: true, say: () => t`The server can’t do that right now. Try again in a moment.` },
  internal: { say: ourFault },
  'invalid-request': { isGeneral: true, say: () => t`The server didn’t accept that. Please change it.` },
  // These four only a fault of the page brings about.
  'invalid-frame': { isGeneral: true, say: ourFault },
  'client-id-reused': { isGeneral: true, say: ourFault },
  'method-not-allowed': { isGeneral: true, say: ourFault },
  'unsupported-media-type': { isGeneral: true, say: ourFault },
};

function tooManyTries(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return t`Too many attempts. Please wait a moment.`;
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  const wait = seconds < 90 ? inSeconds().format(seconds) : inMinutes().format(Math.ceil(seconds / 60));
  return t`Too many attempts. Please wait ${wait}.`;
}

const lasting = (unit: string) =>
  perLocale((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }));
const inSeconds = lasting('second');
const inMinutes = lasting('minute');

addWords(wordsByCode);
