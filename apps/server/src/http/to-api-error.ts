import type { Problem } from '@confab/protocol';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { StorageUnavailableError, TransactionTimeoutError } from '../storage/storage-errors.ts';
import { ApiError } from './api-error.ts';

type FieldErrors = NonNullable<Problem['errors']>;

/** What is said of an error; null where it is a fault of ours, of which nothing is said. */
export function toApiError(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new ApiError('invalid-request', 'Correct the fields that `errors` names.', {
      errors: error.validation.flatMap(({ params }) => describeIssue(params['issue'])),
    });
  }
  if (error instanceof StorageUnavailableError || error instanceof TransactionTimeoutError) {
    return new ApiError('unavailable', 'The database does not answer right now. Try again in a moment.', {
      retryAfterSeconds: 2,
      cause: error,
    });
  }
  return fromFramework(error);
}

/** The errors that Fastify and Node's HTTP parser make, by their code or status. */
function fromFramework(error: unknown): ApiError | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? error.code : undefined;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new ApiError('unsupported-media-type', 'Send the body as application/json.');
  }
  if (status === 413) return new ApiError('too-large', 'The body is too large. Send less at a time.');
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return invalid('The body is empty. Send a JSON object.');
  if (error instanceof SyntaxError && status === 400) return invalid('The body is not valid JSON.');
  if (typeof status === 'number' && status >= 400 && status < 500) return invalid('The request can’t be read.');
  if (status === 503)
    return new ApiError('unavailable', 'The server is stopping. Try again in a moment.', { retryAfterSeconds: 1 });
  return null;
}

function invalid(detail: string): ApiError {
  return new ApiError('invalid-request', detail);
}

/** A Zod issue as entries of `errors`: one for each field that is meant. */
function describeIssue(issue: unknown): FieldErrors {
  if (!isIssue(issue)) return [{ path: '', message: 'not valid' }];
  if (issue.code === 'unrecognized_keys' && issue.keys) {
    return issue.keys.map((key) => ({ path: dotted([...issue.path, key]), message: 'unknown field' }));
  }
  return [{ path: dotted(issue.path), message: issue.message }];
}

interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value;
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
