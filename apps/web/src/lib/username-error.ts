import { limits, usernamePattern } from '@confab/protocol/limits';
import { atLeastText, atMostText } from './length-text.ts';
import { t } from './words.ts';

/** What can't be a username, without its spaces around; null for one that can. */
export function usernameError(username: string): string | null {
  const { usernameMin, usernameMax } = limits;
  if (username === '') return t`Choose a username.`;
  if (!usernamePattern.test(username)) return t`Only letters, digits, dots, dashes and underscores.`;
  if (username.length < usernameMin) return atLeastText(usernameMin);
  if (username.length > usernameMax) return atMostText(usernameMax);
  return null;
}
