import type { JWTVerifyGetKey } from 'jose';
import { boundedFetch } from './bounded-fetch.ts';

const answerMs = 10_000;
/** What a key that nobody knows, or a provider that does not answer, makes us ask for again: anybody may post a token (A43). */
const pauseMs = 30_000;
const keptMs = 600_000;

/** Keys of a provider, fetched once for all who ask in that time. `now` in milliseconds, and never back. */
export async function keysAt(url: string, now: () => number, send: typeof fetch = fetch): Promise<JWTVerifyGetKey> {
  const { createRemoteJWKSet, customFetch } = await import('jose');
  let failedAt = Number.NEGATIVE_INFINITY;
  return createRemoteJWKSet(new URL(url), {
    timeoutDuration: answerMs,
    cooldownDuration: pauseMs,
    cacheMaxAge: keptMs,
    async [customFetch](address: string, options: RequestInit) {
      if (now() - failedAt < pauseMs) throw new Error('The keys of the provider could not be had a moment ago.');
      const before = failedAt;
      failedAt = now();
      const answer = await boundedFetch(address, options, send);
      if (answer.ok) failedAt = before;
      return answer;
    },
  });
}
