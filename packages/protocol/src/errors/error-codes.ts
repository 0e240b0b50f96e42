import { featureErrors } from '../features.ts';

/**
 * Every error code that leaves the server, over REST (`code` of a problem document) or a socket (`code` of an
 * `error` frame). `status` is its HTTP status, `title` the `title` of the problem document.
 */
export const errorCodes = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'invalid-frame': { status: 400, title: 'The frame is not valid' },
  unauthenticated: { status: 401, title: 'Log in first' },
  'invalid-credentials': { status: 401, title: 'Wrong name or password' },
  forbidden: { status: 403, title: 'Not allowed' },
  'origin-not-allowed': { status: 403, title: 'This origin may not connect' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'username-taken': { status: 409, title: 'That username is taken' },
  'email-taken': { status: 409, title: 'That e-mail address is taken' },
  'client-id-reused': { status: 409, title: 'That clientId stands for another message' },
  'chat-is-direct': { status: 409, title: 'A direct chat has two fixed members' },
  'other-user': { status: 409, title: 'This session is another person’s' },
  'message-changed': { status: 409, title: 'The message was changed meanwhile' },
  'message-deleted': { status: 409, title: 'The message was deleted' },
  'too-many-documents': { status: 409, title: 'You keep too many documents' },
  'last-owner': { status: 409, title: 'A group needs an owner' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'Send application/json' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available right now' },
  ...featureErrors,
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;
/** Those that a feature brought along. */
export type FeatureErrorCode = keyof typeof featureErrors;
