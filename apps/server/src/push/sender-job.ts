import type { Posted } from './post.ts';
import type { Reach } from './endpoint.ts';
import type { VapidKeys } from './vapid.ts';

/** One push for one browser. */
export interface Push {
  endpoint: string;
  /** In base64url, as browsers give them. */
  p256dh: string;
  auth: string;
  /** JSON. */
  payload: string;
  /** How long a service keeps it for a device that is off. */
  ttlSeconds: number;
  urgency: 'very-low' | 'low' | 'normal' | 'high';
  /** It replaces what waits under the same one: up to 32 of base64url. Left out: nothing. */
  topic?: string | undefined;
}

export interface SenderSettings {
  keys: VapidKeys;
  subject: string;
  reach: Reach;
}

export interface SenderAsk {
  id: number;
  push: Push;
  timeoutMs: number;
  /** By the clock of whoever asks. */
  wallNow: number;
}

export type SenderAnswer = { id: number } & ({ posted: Posted } | { error: string });
