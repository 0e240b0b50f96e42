import type { ErrorCode, Message, Problem } from '@confab/protocol';

/**
 * `network`: no answer came. `bad-answer`: what came is not from a Confab server (a proxy's page, say).
 * `too-many-waiting`: the client holds as much for the server as it may.
 */
export type ClientErrorCode = ErrorCode | 'network' | 'bad-answer' | 'too-many-waiting';

/** A request or a send that was refused, or got no answer. `message` is `detail`, written for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ClientErrorCode;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly detail: string;
  /** One entry per bad field of the request, empty where it is not about fields. */
  readonly errors: NonNullable<Problem['errors']>;
  /** With `message-changed`: the message as it is now. */
  readonly current: Message | null;
  /** The server asks to wait this long before another try. Null where it did not say. */
  readonly retryAfterMs: number | null;

  constructor(problem: {
    code: ClientErrorCode;
    status: number;
    detail: string;
    errors?: NonNullable<Problem['errors']> | undefined;
    current?: Message | undefined;
    retryAfterMs?: number | null;
    cause?: unknown;
  }) {
    super(problem.detail, { cause: problem.cause });
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.current = problem.current ?? null;
    this.retryAfterMs = problem.retryAfterMs ?? null;
  }
}

const worthAnotherTry: ReadonlySet<ClientErrorCode> = new Set(['rate-limited', 'unavailable', 'network']);

/** The same request may succeed later, unchanged. */
export function isRetryable(code: ClientErrorCode): boolean {
  return worthAnotherTry.has(code);
}
