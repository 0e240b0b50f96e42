import { errorCodes, type ErrorCode, type LogInStep, type Message, type Problem } from '@confab/protocol';

export interface ApiErrorOptions {
  /** One entry per bad field, `path` in dotted form. */
  errors?: NonNullable<Problem['errors']>;
  /** Worth another try after this long: becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** The message as it is, where another state of it was expected. */
  current?: Message;
  /** What is left to do of a log-in. */
  secondFactor?: LogInStep;
  cause?: unknown;
}

/** What an operation throws to refuse; each transport turns it into its own kind of answer in one place. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  /** Says to a person what to do. */
  readonly detail: string;
  readonly errors: Problem['errors'];
  readonly current: Message | undefined;
  readonly secondFactor: LogInStep | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, detail: string, options: ApiErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = detail;
    this.errors = options.errors;
    this.current = options.current;
    this.secondFactor = options.secondFactor;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}
