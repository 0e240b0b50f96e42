import type { Problem } from '@confab/protocol';
import { ApiError } from './api-error.ts';

export interface RequestOptions {
  signal?: AbortSignal;
}

export interface Transport {
  request: <Answer>(method: string, path: string, body?: unknown, options?: RequestOptions) => Promise<Answer>;
  setToken(token: string | null): void;
}

/** JSON over HTTP. Answers are the server's own and not checked again; errors become `ApiError`. */
export function createTransport(options: {
  baseUrl: string;
  token?: string | undefined;
  fetch?: typeof fetch | undefined;
}): Transport {
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  const origin = options.baseUrl.replace(/\/+$/, '');
  let token = options.token ?? null;

  return {
    setToken(next) {
      token = next;
    },
    async request<Answer>(method: string, path: string, body?: unknown, { signal }: RequestOptions = {}) {
      const headers = new Headers({ accept: 'application/json' });
      if (token) headers.set('authorization', `Bearer ${token}`);
      if (body !== undefined) headers.set('content-type', 'application/json');
      const init: RequestInit = { method, headers, credentials: token ? 'omit' : 'same-origin' };
      if (body !== undefined) init.body = JSON.stringify(body);
      if (signal) init.signal = signal;
      const response = await send(origin + path, init).catch((error: unknown) => {
        throw signal?.aborted ? error : noAnswer(error);
      });
      if (!response.ok) throw await readProblem(response);
      return (response.status === 204 ? undefined : await readJson(response)) as Answer;
    },
  };
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
      cause,
    });
  }
}

async function readProblem(response: Response): Promise<ApiError> {
  const retryAfterMs = readRetryAfter(response);
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) {
    return new ApiError({
      code: body.code,
      status: response.status,
      detail: body.detail,
      errors: body.errors,
      retryAfterMs,
    });
  }
  // A proxy in front of the server answers in its own way while the server restarts.
  const unavailable = response.status === 502 || response.status === 503 || response.status === 504;
  return new ApiError({
    code: unavailable ? 'unavailable' : 'bad-answer',
    status: response.status,
    detail: `The server answered with status ${response.status}.`,
    retryAfterMs,
  });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}

function readRetryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
