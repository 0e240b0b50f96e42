import { ApiError } from '@confab/client/rest';
import { failureText } from './failure-text.ts';

/** A wrong code is said at the field where it was typed. */
export function atField(name: string, error: unknown): unknown {
  if (!(error instanceof ApiError) || error.code !== 'wrong-code') return error;
  const { status, detail } = error;
  const errors = [{ path: name, message: failureText(error) }];
  return new ApiError({ code: 'invalid-request', status, detail, errors });
}
