import type { ApiError } from '@confab/client/rest';
import type { FeatureErrorCode } from '@confab/protocol';
import { addWords, ourFault, type Words } from './failure-text.ts';
import { perLocale } from './locale.ts';
import { t } from './words.ts';

/** What it is called where no feature says it better. Loaded with whatever can be refused: a first look is not. */
const wordsByCode: Record<Exclude<ApiError['code'], FeatureErrorCode | 'network'>, Words> = {
  'bad-answer': { say: () => t`Something between here and the server does not let its answers through.` },
  'too-many-waiting': { isGeneral: true, say: () => t`Too much waits for the connection. Try again when it is back.` },
  'rate-limited': { say: tooManyTries },
  'invalid-credentials': { say: () => t`That name and password do not match.` },
  'username-taken': { say: () => t`That username is taken. Try another one.` },
  'email-taken': { say: () => t`An account with that e-mail address exists already.` },
  unauthenticated: { say: () => t`You are not logged in any more. Log in, then try again.` },
  'other-user': { say: () => t`Another person is logged in here now. Load the page again.` },
  'origin-not-allowed': { say: () => t`The server does not let this address use it.` },
  'message-changed': { say: () => t`The message was changed after you began to edit it. Look at it, then edit again.` },
  'message-deleted': { say: () => t`The message was deleted.` },
  'too-many-documents': { isGeneral: true, say: () => t`You keep as much as you can. Delete something first.` },
  'chat-is-direct': { say: () => t`A direct chat has two fixed members and no name. Start a group instead.` },
  'last-owner': { say: () => t`Make somebody else the owner first.` },
  forbidden: { isGeneral: true, say: () => t`You may not do that here.` },
  'not-found': { isGeneral: true, say: () => t`That is not there, or not any more.` },
  'too-large': { isGeneral: true, say: () => t`That is too large for the server.` },
  unavailable: { isGeneral: true, say: () => t`The server can’t do that right now. Try again in a moment.` },
  internal: { say: ourFault },
  'invalid-request': { isGeneral: true, say: () => t`The server does not take it like that. Please change it.` },
  // These four only a fault of the page brings about.
  'invalid-frame': { isGeneral: true, say: ourFault },
  'client-id-reused': { isGeneral: true, say: ourFault },
  'method-not-allowed': { isGeneral: true, say: ourFault },
  'unsupported-media-type': { isGeneral: true, say: ourFault },
};

function tooManyTries(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return t`Too many tries. Please wait a moment.`;
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  const wait = seconds < 90 ? inSeconds().format(seconds) : inMinutes().format(Math.ceil(seconds / 60));
  return t`Too many tries. Please wait ${wait}.`;
}

const lasting = (unit: string) =>
  perLocale((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }));
const inSeconds = lasting('second');
const inMinutes = lasting('minute');

addWords(wordsByCode);
