import type { FormValues } from '../../lib/use-checked-form.ts';
import { limits, usernamePattern } from '@confab/protocol/limits';
import { atLeastText, atMostText } from '../../lib/length-text.ts';
import { passwordError } from '../../lib/password-error.ts';
import { t } from '../../lib/words.ts';

/** What can be said without asking the server. The server checks again and has the last word. */
export function checkLogin(values: FormValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!values['username']?.trim()) errors['username'] = t`Enter your username.`;
  if (!values['password']) errors['password'] = t`Enter your password.`;
  return errors;
}

export function checkRegistration(values: FormValues): Record<string, string> {
  const errors: Record<string, string> = {};
  const username = usernameError(values['username']?.trim() ?? '');
  const password = passwordError(values['password'] ?? '');
  if (username !== null) errors['username'] = username;
  if (password !== null) errors['password'] = password;
  return errors;
}

function usernameError(username: string): string | null {
  const { usernameMin, usernameMax } = limits;
  if (username === '') return t`Choose a username.`;
  if (!usernamePattern.test(username)) return t`Only letters, digits, dots, dashes and underscores.`;
  if (username.length < usernameMin) return atLeastText(usernameMin);
  if (username.length > usernameMax) return atMostText(usernameMax);
  return null;
}
