import { type PushSubscription, type PutSubscriptionBody, pushOperations } from '@confab/protocol';
import { ApiError, type Caller, implement, type Routes } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import { isPoint } from './encrypt.ts';
import { readEndpoint } from './endpoint.ts';
import type { PushContext } from './push-context.ts';
import { nameSubscriptionRule, putSubscriptionRule, removeSubscriptionRule } from './subscription-rules.ts';
import { listSubscriptions } from './subscriptions.ts';
import { testDevice, type TestContext } from './test-device.ts';

export interface RouteContext extends PushContext, TestContext {
  publicKey: () => Promise<string>;
}

export function pushRoutes(context: RouteContext): Routes[] {
  const { storage, writer, clock } = context;
  return [
    implement(pushOperations.getPush, async () => ({ publicKey: await context.publicKey() })),

    implement(pushOperations.listSubscriptions, async ({ caller }) => ({
      subscriptions: await listSubscriptions(storage, caller),
    })),

    implement(pushOperations.putSubscription, async ({ caller, body }) => {
      const { userId, sessionId } = caller;
      await refuseTooOften(context, userId);
      const { endpoint, p256dh, auth } = readBody(context, body);
      const at = clock.wallNow();
      const wanted = { userId, sessionId, endpoint, p256dh, auth, name: body.name ?? null, at };
      await submit(writer, putSubscriptionRule.command(wanted));
      return await findOwn(context, caller, sessionId);
    }),

    implement(pushOperations.nameSubscription, async ({ caller, params, body }) => {
      const named = { userId: caller.userId, sessionId: params.subscription_id, name: body.name };
      await submit(writer, nameSubscriptionRule.command(named));
      return await findOwn(context, caller, params.subscription_id);
    }),

    implement(pushOperations.removeSubscription, async ({ caller: { userId }, params }) => {
      await refuseTooOften(context, userId);
      await submit(writer, removeSubscriptionRule.command({ userId, sessionId: params.subscription_id }));
    }),

    implement(pushOperations.testSubscription, ({ caller: { userId }, params, body }) =>
      testDevice(context, { userId, sessionId: params.subscription_id, testId: body.testId }),
    ),
  ];
}

const minuteMs = 60_000;
/** Each browser says where it is once for each page that opens. */
const changesPerMinute = 30;

/** Every change is told to all nodes, which look at the person anew. */
async function refuseTooOften({ rates }: PushContext, userId: string): Promise<void> {
  const counted = await rates?.count(`push subscriptions of ${userId}`, minuteMs);
  if (!counted || counted.current <= changesPerMinute) return;
  throw new ApiError('rate-limited', 'Your devices subscribed too often. Try again in a minute.', {
    retryAfterSeconds: Math.ceil(counted.ttlMs / 1_000),
  });
}

async function findOwn({ storage }: PushContext, caller: Caller, sessionId: string): Promise<PushSubscription> {
  const [found] = await listSubscriptions(storage, caller, sessionId);
  if (!found) throw new ApiError('not-found', 'There is no such device of yours.');
  return found;
}

/** Keys of one spelling, so that the same is the same. */
function readBody({ pushSettings }: PushContext, { endpoint, keys }: PutSubscriptionBody) {
  const url = readEndpoint(endpoint, pushSettings.reach);
  if (typeof url === 'string') refuse('endpoint', url);
  const p256dh = Buffer.from(keys.p256dh, 'base64url');
  if (!isPoint(p256dh)) refuse('keys.p256dh', 'a point of P-256, uncompressed');
  const auth = Buffer.from(keys.auth, 'base64url');
  if (auth.length !== 16) refuse('keys.auth', '16 bytes');
  return { endpoint: url.href, p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') };
}

function refuse(path: string, message: string): never {
  throw new ApiError('invalid-request', 'Nothing can be pushed to this device.', { errors: [{ path, message }] });
}
