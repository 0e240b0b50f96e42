import type { Problem } from '@confab/protocol';
import { ApiError, type ClientErrorCode } from './api-error.ts';
import { type Clock, systemClock } from './clock.ts';
import { createReadPatience } from './read-patience.ts';

export interface RequestOptions {
  signal?: AbortSignal;
  /** False: a read that is refused for now rejects at once, instead of waiting as long as the server asks. */
  isPatient?: boolean;
  /** True: it reaches the server also if the page goes meanwhile. */
  outlivesPage?: boolean;
}

export interface Transport {
  request: (method: string, path: string, body?: unknown, options?: RequestOptions) => Promise<unknown>;
  /** A request whose body and answer are no JSON. Rejects as the others do. */
  exchange: (method: string, path: string, init: RawInit) => Promise<Response>;
  setToken(token: string | null): void;
  giveUp(): void;
}

export interface RawInit {
  headers: Readonly<Record<string, string>>;
  body?: Blob;
  signal?: AbortSignal | undefined;
}

/** Whose requests these are, where it is known: the browser's cookie may become another person's at any time. */
export interface Person {
  /** Null while it is not known. */
  userId: () => string | null;
  /** The session is somebody else's: nothing goes out any more. */
  isOther: () => boolean;
  /** The server says so. */
  foundOther: () => void;
}

interface AskedFor {
  method: string;
  path: string;
  body: unknown;
  signal: AbortSignal;
  outlivesPage: boolean;
}

/** The slowest answer, a log-in under load say, takes a few seconds. */
const answerTimeoutMs = 30_000;

/** The server refuses a request under another person's session with 409 `other-user`. */
const userHeader = 'Confab-User';

/** JSON over HTTP. Answers are the server's own and not checked again; errors become `ApiError`. */
export function createTransport(options: {
  baseUrl: string;
  token?: string | undefined;
  fetch?: typeof fetch | undefined;
  person?: Person | undefined;
  clock?: Clock | undefined;
}): Transport {
  const { person } = options;
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  const origin = options.baseUrl.replace(/\/+$/, '');
  const clock = options.clock ?? systemClock;
  const read = createReadPatience(clock);
  let token = options.token ?? null;
  let givenUp = new AbortController();

  function headersOf(body: unknown): Headers {
    const headers = new Headers({ accept: 'application/json' });
    const userId = person?.userId() ?? null;
    if (token) headers.set('authorization', `Bearer ${token}`);
    // A token is one person's for ever; which one a cookie is of, only the server sees.
    else if (userId !== null) headers.set(userHeader, encodeURIComponent(userId));
    if (body !== undefined) headers.set('content-type', 'application/json');
    return headers;
  }

  /** A connection that died without a word, or a proxy that waits for ever, would leave the caller waiting for ever too. */
  async function ask(request: AskedFor): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    const gaveUp = new AbortController();
    const cancel = clock.after(answerTimeoutMs, () => {
      gaveUp.abort();
      answer.reject(noAnswer(new DOMException(`no answer within ${answerTimeoutMs} ms`, 'TimeoutError')));
    });
    askUntil(request, gaveUp.signal).then(answer.resolve, answer.reject);
    try {
      return await answer.promise;
    } finally {
      cancel();
    }
  }

  async function askUntil(
    { method, path, body, signal, outlivesPage }: AskedFor,
    gaveUp: AbortSignal,
  ): Promise<unknown> {
    if (person?.isOther()) throw otherUser();
    const init: RequestInit = { method, headers: headersOf(body), credentials: token ? 'omit' : 'same-origin' };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (outlivesPage) init.keepalive = true;
    init.signal = AbortSignal.any([signal, gaveUp]);
    const response = await fetchOk(path, init, signal);
    return response.status === 204 ? undefined : readJson(response);
  }

  async function fetchOk(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const response = await send(origin + path, init).catch((error: unknown) => {
      throw signal.aborted ? error : noAnswer(error);
    });
    if (response.ok) return response;
    const problem = await readProblem(response);
    if (problem.code === 'other-user') person?.foundOther();
    throw problem;
  }

  return {
    setToken(next) {
      token = next;
    },
    giveUp() {
      givenUp.abort();
      givenUp = new AbortController();
    },
    async exchange(method, path, { headers: given, body, signal: wanted }) {
      if (person?.isOther()) throw otherUser();
      const headers = headersOf(undefined);
      for (const [name, value] of Object.entries(given)) headers.set(name, value);
      const signal = wanted ? AbortSignal.any([wanted, givenUp.signal]) : givenUp.signal;
      const credentials = token ? 'omit' : 'same-origin';
      return await fetchOk(path, { method, headers, credentials, signal, ...(body && { body }) }, signal);
    },
    async request(method, path, body, given = {}) {
      // What is deleted as the page goes reaches the server all the same.
      const { isPatient = true, outlivesPage = method === 'DELETE' } = given;
      const signal = given.signal ? AbortSignal.any([given.signal, givenUp.signal]) : givenUp.signal;
      const once = () => ask({ method, path, body, signal, outlivesPage });
      return await (method === 'GET' && isPatient ? read(once, signal) : once());
    },
  };
}

function otherUser(): ApiError {
  return new ApiError({ code: 'other-user', status: 409, detail: 'Another person is logged in here now.' });
}

function noAnswer(cause: unknown): ApiError {
  return new ApiError({ code: 'network', status: 0, detail: 'The server could not be reached.', cause });
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiError({
      code: 'bad-answer',
      status: response.status,
      detail: 'The server gave an answer that is not JSON.',
      cause: requireWhole(cause),
    });
  }
}

/** An answer that was cut off on its way is none, whoever gave it. Answers what was wrong with one that came whole. */
function requireWhole(cause: unknown): unknown {
  if (cause instanceof SyntaxError) return cause;
  throw noAnswer(cause);
}

async function readProblem(response: Response): Promise<ApiError> {
  const retryAfterMs = readRetryAfter(response);
  const body: unknown = await response.json().catch((cause: unknown) => void requireWhole(cause));
  if (isProblem(body)) {
    return new ApiError({
      code: body.code,
      status: response.status,
      detail: body.detail,
      errors: body.errors,
      current: body.current,
      retryAfterMs,
    });
  }
  return new ApiError({
    code: codeOfProxy(response.status),
    status: response.status,
    detail: `The server answered with status ${response.status}.`,
    retryAfterMs,
  });
}

/** A proxy in front of the server answers in its own way while the server restarts, or where it counts requests itself. */
function codeOfProxy(status: number): ClientErrorCode {
  if (status === 429) return 'rate-limited';
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'bad-answer';
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}

/** Seconds, or a date as proxies give it (RFC 9110, 10.2.3), by the server's own clock where it says what it is. */
function readRetryAfter({ headers }: Response): number | null {
  const text = headers.get('retry-after');
  if (text === null || text === '') return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1_000 : null;
  const ms = Date.parse(text) - (Date.parse(headers.get('date') ?? '') || Date.now());
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
