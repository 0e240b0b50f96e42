import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { Ask, RestLane } from '../load/wire.ts';
import { postedContent } from './checks.ts';

/** Answers that were recorded: each body once, in base64. */
export interface CannedAnswers {
  bodies: string[];
  answers: CannedAnswer[];
}

interface CannedAnswer {
  key: string;
  status: number;
  /** Name, value, name, value. */
  headers: string[];
  /** Of `bodies`. */
  body: number;
}

export function keyOf(method: string, url: string, authorization = ''): string {
  return `${method} ${url} ${authorization}`;
}

/** Node adds these to every answer by itself. */
const ownOfNode = new Set(['connection', 'keep-alive', 'date']);

/** Asks the server for everything once, but for posts: all of them are answered as `post` is. */
export async function recordAnswers(port: number, lanes: readonly RestLane[], post: RestLane): Promise<CannedAnswers> {
  const bodies = new Map<string, { place: number; base64: string }>();
  const answers = new Map<string, CannedAnswer>();
  for (const { token, asks } of lanes) {
    for (const ask of asks) {
      const authorization = token === null ? undefined : `Bearer ${token}`;
      const key = keyOf(methodOf(ask), ask.path, authorization);
      if (answers.has(key)) continue;
      const { status, headers, bytes } = await (ask.expected.kind === 'post'
        ? exchangeOf(port, post)
        : exchange(port, ask, authorization));
      const hash = createHash('sha256').update(bytes).digest('hex');
      const body = bodies.get(hash) ?? { place: bodies.size, base64: bytes.toString('base64') };
      bodies.set(hash, body);
      answers.set(key, { key, status, headers, body: body.place });
    }
  }
  return { bodies: [...bodies.values()].map(({ base64 }) => base64), answers: [...answers.values()] };
}

/** What is asked of a server that answers all posts alike. */
export function canned(lanes: readonly RestLane[]): RestLane[] {
  return lanes.map(({ token, asks }) => ({
    token,
    asks: asks.map(({ path, expected }) => ({
      path,
      expected: expected.kind === 'post' ? { ...expected, isCanned: true } : expected,
    })),
  }));
}

function methodOf({ expected }: Ask): string {
  return expected.kind === 'post' ? 'POST' : 'GET';
}

function exchangeOf(port: number, { token, asks }: RestLane): Promise<Exchanged> {
  const [ask] = asks;
  if (!ask) throw new Error('Nothing is asked.');
  return exchange(port, ask, `Bearer ${token}`);
}

interface Exchanged {
  status: number;
  headers: string[];
  bytes: Buffer;
}

/** Not `fetch`, which asks for compression. */
function exchange(port: number, ask: Ask, authorization: string | undefined): Promise<Exchanged> {
  const headers = {
    ...(authorization !== undefined && { authorization }),
    ...(ask.expected.kind === 'post' && { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path: ask.path, method: methodOf(ask), headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: withoutThoseOfNode(response.rawHeaders),
          bytes: Buffer.concat(chunks),
        }),
      );
    });
    asked.on('error', reject);
    // As long as those of the load, so that the answer is.
    asked.end(ask.expected.kind === 'post' ? JSON.stringify({ content: postedContent('recorded') }) : undefined);
  });
}

function withoutThoseOfNode(raw: readonly string[]): string[] {
  return raw.flatMap((name, at) =>
    at % 2 === 0 && !ownOfNode.has(name.toLowerCase()) ? [name, raw[at + 1] ?? ''] : [],
  );
}
