import { ApiError } from '@confab/client/rest';

export type FormErrors = { form: string | null; fields: Record<string, string> };
export const noErrors: FormErrors = { form: null, fields: {} };

/** Puts a refusal where the person looks: under the field it is about, else above the button. */
export function formErrors(error: unknown): FormErrors {
  if (!(error instanceof ApiError)) return { form: 'Something went wrong here. Please try again.', fields: {} };
  switch (error.code) {
    case 'invalid-credentials':
      return { form: null, fields: { password: 'That name and password do not match.' } };
    case 'username-taken':
      return { form: null, fields: { username: 'That username is taken. Try another one.' } };
    case 'email-taken':
      return { form: null, fields: { email: 'An account with that e-mail address exists already.' } };
    default:
      return error.errors.length > 0
        ? { form: null, fields: byField(error) }
        : { form: failureText(error), fields: {} };
  }
}

/** One sentence for a person, whatever went wrong. */
export function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong here. Please try again.';
  if (error.code === 'rate-limited') return `Too many tries. Please wait ${waitText(error.retryAfterMs)}.`;
  if (error.code === 'network') return 'The server can’t be reached. Check your connection and try again.';
  return sentence(error.errors[0]?.message ?? error.detail);
}

function waitText(waitMs: number | null): string {
  if (waitMs === null) return 'a moment';
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

function byField(error: ApiError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { path, message } of error.errors) fields[path] ??= sentence(message);
  return fields;
}

/** "at least 3 characters" -> "At least 3 characters." */
export function sentence(text: string): string {
  const capital = text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
