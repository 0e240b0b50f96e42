import type { PushFault } from '@confab/protocol';
import type { Posted } from './post.ts';

/** What came of a push, and what is to be done: nothing, never again, or later again. */
export interface Verdict {
  fault: PushFault | null;
  /** Of the answer; null where there was none. */
  status: number | null;
  /** What the service asked for, in milliseconds; null where it asked for nothing. */
  retryAfterMs: number | null;
}

const dayMs = 86_400_000;

export function judge(posted: Posted, wallNow: number): Verdict {
  if ('fault' in posted) return { fault: posted.fault, status: null, retryAfterMs: null };
  const { status, retryAfter } = posted;
  return { fault: faultOf(status), status, retryAfterMs: readRetryAfter(retryAfter, wallNow) };
}

function faultOf(status: number): PushFault | null {
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) return 'gone';
  if (status === 400 || status === 401 || status === 403) return 'keys';
  if (status === 413) return 'too-large';
  if (status === 429) return 'busy';
  return status >= 500 ? 'service' : 'answer';
}

/** Seconds, or a date (RFC 9110, 10.2.3); no service keeps anybody waiting for more than a day. */
function readRetryAfter(text: string | undefined, wallNow: number): number | null {
  if (text === undefined) return null;
  const ms = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - wallNow;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), dayMs) : null;
}

/** What is tried again, since it may pass. The rest is not, but for one more try with the next message. */
export function isPassing(fault: PushFault): boolean {
  return !['gone', 'too-large', 'keys', 'answer', 'address'].includes(fault);
}
