import type { FastifyBaseLogger } from 'fastify';

type Line = [object: unknown, text?: string];

/**
 * `request.log` is a child of the app's logger that names the request in each line. From here on children are made when they write
 * their first line: most requests write none of their own, and making it cost each of them a thirtieth. Not as a
 * `childLoggerFactory`, whose every child Fastify looks through.
 */
export function makeRequestLoggersLate(log: FastifyBaseLogger): void {
  // oxlint-disable-next-line typescript/unbound-method -- children inherit it, so it is called on whichever it is asked of
  const make = log.child;
  log.child = function (this: FastifyBaseLogger, bindings, options) {
    return new RequestLogger(this, () => make.call(this, bindings, options));
  };
}

class RequestLogger implements FastifyBaseLogger {
  readonly #parent: FastifyBaseLogger;
  readonly #make: () => FastifyBaseLogger;
  #made: FastifyBaseLogger | null = null;

  constructor(parent: FastifyBaseLogger, make: () => FastifyBaseLogger) {
    this.#parent = parent;
    this.#make = make;
  }

  get #own(): FastifyBaseLogger {
    return (this.#made ??= this.#make());
  }

  get level(): string {
    return this.#parent.level;
  }

  fatal(...line: Line): void {
    this.#own.fatal(...line);
  }

  error(...line: Line): void {
    this.#own.error(...line);
  }

  warn(...line: Line): void {
    this.#own.warn(...line);
  }

  info(...line: Line): void {
    this.#own.info(...line);
  }

  debug(...line: Line): void {
    this.#own.debug(...line);
  }

  trace(...line: Line): void {
    this.#own.trace(...line);
  }

  silent(): void {}

  child(...args: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.#own.child(...args);
  }
}
