import type { FormValues } from '../../lib/use-checked-form.ts';
import { passwordError } from '../../lib/password-error.ts';
import { usernameError } from '../../lib/username-error.ts';
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
