import type { FormValues } from '../../lib/use-checked-form.ts';
import { countCharacters } from '@confab/protocol/characters';
import { limits, usernamePattern } from '@confab/protocol/limits';

/** What can be said without asking the server. The server checks again and has the last word. */
export function checkLogin(values: FormValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!values['username']?.trim()) errors['username'] = 'Write your username or e-mail address.';
  if (!values['password']) errors['password'] = 'Write your password.';
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
  if (username === '') return 'Choose a username.';
  if (!usernamePattern.test(username)) return 'Only letters, digits, dots, dashes and underscores.';
  if (username.length < usernameMin) return `At least ${usernameMin} characters.`;
  if (username.length > usernameMax) return `At most ${usernameMax} characters.`;
  return null;
}

export function passwordError(password: string): string | null {
  const { passwordMin, passwordMax } = limits;
  if (countCharacters(password) < passwordMin) return `At least ${passwordMin} characters.`;
  if (countCharacters(password) > passwordMax) return `At most ${passwordMax} characters.`;
  return null;
}
