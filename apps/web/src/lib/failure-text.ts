import { ApiError } from '@confab/client/rest';
import type { FeatureErrorCode } from '@confab/protocol';
import { isEnglish } from './locale.ts';
import { t } from './words.ts';

/** One sentence for a person, whatever went wrong. */
export function failureText(error: unknown): string {
  return error instanceof ApiError ? refusalText(error) : ourFault();
}

type Refusal = { code: string; detail: string } & Partial<Pick<ApiError, 'errors' | 'retryAfterMs'>>;

/** Of a request, or of a message that was not taken. A server newer than this page may have codes that it does not know. */
export function refusalText({ code, detail, errors = [], retryAfterMs = null }: Refusal): string {
  // A code that it does not know may be called as something that every object has.
  const words = Object.hasOwn(known, code) ? known[code] : undefined;
  const said = errors[0]?.message ?? detail;
  // The server writes English, and of the general codes it can say what the matter is.
  if (words === undefined || (words.isGeneral && said !== '' && isEnglish())) return sentence(said);
  return words.say(retryAfterMs, said);
}

/** `said`: what the server wrote of it, in English. */
export type Words = { isGeneral?: true; say: (retryAfterMs: number | null, said: string) => string };

/** By code. The others come a moment later (error-words.ts); until then the server's own words do. */
let known: Readonly<Record<string, Words>> = {
  network: { say: () => t`The server can’t be reached. Check your connection and try again.` },
};

export function addWords(words: Readonly<Record<string, Words>>): void {
  known = { ...known, ...words };
}

/** A feature hands over those of its own refusals; with `isGeneral` where the server can say more of it. */
export type ErrorWords = { [Code in FeatureErrorCode]?: (() => string) | Words };

export function addErrorWords(words: ErrorWords): void {
  for (const [code, say] of Object.entries(words)) addWords({ [code]: typeof say === 'function' ? { say } : say });
}

export function ourFault(): string {
  return t`Something went wrong. Please try again.`;
}

/** "at least 3 characters" -> "At least 3 characters." */
export function sentence(text: string): string {
  const capital = text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
