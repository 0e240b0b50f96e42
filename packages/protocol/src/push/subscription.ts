import { z } from 'zod';
import { idSchema, timestampSchema, withoutNul } from '../fields.ts';
import { pushLimits } from './limits.ts';

/** Where a push did not get, or why it was not taken. */
export const pushFaultSchema = z.enum([
  /** The service is at an address that this server does not send to. */
  'address',
  'dns',
  'connect',
  'tls',
  'timeout',
  /** 404 or 410: the browser withdrew it. The subscription was removed. */
  'gone',
  /** 400, 401 or 403: the service does not take this server for whom the browser subscribed to. */
  'keys',
  /** 413. */
  'too-large',
  /** 429: later again. */
  'busy',
  /** 5xx: later again. */
  'service',
  /** Any other answer. A redirect is one: it is not followed. */
  'answer',
]);
export type PushFault = z.infer<typeof pushFaultSchema>;

/** Where a device takes pushes: one for each session, under the session's id. Its address is told to nobody. */
export const pushSubscriptionSchema = z.strictObject({
  id: idSchema,
  /** As its person calls the device; null where they gave it no name. */
  name: z.string().nullable(),
  /** The host of the push service. */
  service: z.string(),
  userAgent: z.string().nullable(),
  createdAt: timestampSchema,
  /** To the minute; null before the first. */
  lastSentAt: timestampSchema.nullable(),
  /** The one of the session that asks. */
  current: z.boolean(),
  /** What the last attempt came to; null where it arrived. */
  problem: z.strictObject({ fault: pushFaultSchema, at: timestampSchema }).nullable(),
});
export type PushSubscription = z.infer<typeof pushSubscriptionSchema>;

export const pushSubscriptionListSchema = z.strictObject({ subscriptions: z.array(pushSubscriptionSchema) });

const deviceNameSchema = z.string().trim().min(1).max(60).regex(withoutNul, 'no NUL characters');
const base64url = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+=*$/, 'base64url')
    .max(Math.ceil((bytes * 4) / 3) + 2);

/** What `PushSubscription.toJSON()` of a browser gives, and a name for the device. */
export const putSubscriptionBodySchema = z.strictObject({
  endpoint: z.string().min(1).max(pushLimits.endpointMax).regex(withoutNul, 'no NUL characters'),
  keys: z.strictObject({ p256dh: base64url(65), auth: base64url(16) }),
  /** Passed over. */
  expirationTime: z.number().nullable().optional(),
  /** Left out: as it was. */
  name: deviceNameSchema.optional(),
});
export type PutSubscriptionBody = z.infer<typeof putSubscriptionBodySchema>;

export const nameSubscriptionBodySchema = z.strictObject({ name: deviceNameSchema });

/** `testId` comes with the push: whoever asked knows it again. */
export const testSubscriptionBodySchema = z.strictObject({ testId: idSchema });

export const pushTestSchema = z.strictObject({
  /** The push service took it. Whether it arrives, the device sees. */
  delivered: z.boolean(),
  fault: pushFaultSchema.nullable(),
  /** Of the answer; null where there was none. */
  status: z.int().nullable(),
  service: z.string(),
  /** It took so many. */
  seconds: z.number(),
  retryAfterSeconds: z.int().nullable(),
});
export type PushTest = z.infer<typeof pushTestSchema>;

export const pushErrors = {
  'too-many-subscriptions': { status: 409, title: 'Notifications go to as many devices as they may' },
} as const;
