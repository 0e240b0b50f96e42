import { ApiError } from '@confab/client/rest';
import type { FeatureErrorCode } from '@confab/protocol';
import { isEnglish, perLocale } from './locale.ts';
import { t } from './words.ts';

export type FormErrors = { form: string | null; fields: Record<string, string> };
export const noErrors: FormErrors = { form: null, fields: {} };

/** Puts a refusal where the person looks: under the field it is about, else above the button. */
export function formErrors(error: unknown): FormErrors {
  if (!(error instanceof ApiError)) return { form: ourFault(), fields: {} };
  switch (error.code) {
    case 'invalid-credentials':
      return { form: null, fields: { password: failureText(error) } };
    case 'username-taken':
      return { form: null, fields: { username: failureText(error) } };
    case 'email-taken':
      return { form: null, fields: { email: failureText(error) } };
    default:
      return error.errors.length > 0
        ? { form: null, fields: byField(error) }
        : { form: failureText(error), fields: {} };
  }
}

/** One sentence for a person, whatever went wrong. */
export function failureText(error: unknown): string {
  return error instanceof ApiError ? refusalText(error) : ourFault();
}

type Refusal = Pick<ApiError, 'code' | 'detail'> & Partial<Pick<ApiError, 'errors' | 'retryAfterMs'>>;

/** Of a request, or of a message that was not taken. A server newer than this page may have codes that it does not know. */
export function refusalText({ code, detail, errors = [], retryAfterMs = null }: Refusal): string {
  const known: Partial<Record<string, Words>> = { ...wordsByCode, ...wordsOfFeatures };
  // A code that it does not know may be called as something that every object has.
  const words = Object.hasOwn(known, code) ? known[code] : undefined;
  const said = errors[0]?.message ?? detail;
  // The server writes English, and of the general codes it can say what the matter is.
  if (words === undefined || (words.isGeneral && said !== '' && isEnglish())) return sentence(said);
  return words.say(retryAfterMs);
}

type Words = { isGeneral?: true; say: (retryAfterMs: number | null) => string };

/** By code. A feature hands over those of its own refusals. */
export type ErrorWords = { [Code in FeatureErrorCode]?: () => string };

let wordsOfFeatures: { [Code in FeatureErrorCode]?: Words } = {};

export function addErrorWords(words: ErrorWords): void {
  for (const [code, say] of Object.entries(words)) wordsOfFeatures = { ...wordsOfFeatures, [code]: { say } };
}

const wordsByCode: Record<Exclude<ApiError['code'], FeatureErrorCode>, Words> = {
  network: { say: () => t`The server can’t be reached. Check your connection and try again.` },
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

function ourFault(): string {
  return t`Something went wrong here. Please try again.`;
}

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

function byField(error: ApiError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { path, message } of error.errors) fields[path] ??= sentence(message);
  return fields;
}

/** "at least 3 characters" -> "At least 3 characters." */
function sentence(text: string): string {
  const capital = text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
