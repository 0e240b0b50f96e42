import type { Problem } from '@confab/protocol';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { StorageUnavailableError, TransactionTimeoutError } from '../storage/index.ts';
import { ApiError } from './api-error.ts';

type FieldErrors = NonNullable<Problem['errors']>;

/** Beyond it nobody reads on. */
const fieldErrorsMax = 100;

/** What is said of an error; null where it is a fault of ours, of which nothing is said. */
export function toApiError(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new ApiError('invalid-request', 'Correct the fields that `errors` names.', {
      errors: oneForEachField(error.validation.flatMap(describeIssue)).slice(0, fieldErrorsMax),
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

interface Issue {
  keyword: string;
  /** Segments with slashes. */
  instancePath: string;
  message?: string | undefined;
  params: Record<string, unknown>;
}

/** One entry for each field that is meant: an issue with unknown fields names several. */
function describeIssue({ keyword, instancePath, message = 'not valid', params }: Issue): FieldErrors {
  const path = instancePath.split('/').filter(Boolean);
  const { keys } = params;
  if (keyword === 'unrecognized_keys' && Array.isArray(keys)) {
    return keys.map((key) => ({ path: [...path, String(key)].join('.'), message: 'unknown field' }));
  }
  return [{ path: path.join('.'), message }];
}

/** The first thing that is wrong with it. */
function oneForEachField(errors: FieldErrors): FieldErrors {
  return [...new Map(errors.toReversed().map((error) => [error.path, error])).values()].toReversed();
}
