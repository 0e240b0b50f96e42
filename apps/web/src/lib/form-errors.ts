import { ApiError } from '@confab/client/rest';
import './error-words.ts';
import { failureText, sentence } from './failure-text.ts';

export type FormErrors = { form: string | null; fields: Record<string, string> };
export const noErrors: FormErrors = { form: null, fields: {} };

/** Puts a refusal where the person looks: under the field it is about, else above the button. */
export function formErrors(error: unknown): FormErrors {
  if (!(error instanceof ApiError)) return { form: failureText(error), fields: {} };
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

function byField(error: ApiError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { path, message } of error.errors) fields[path] ??= sentence(message);
  return fields;
}
