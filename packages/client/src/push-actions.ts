import type { PushSubscription, PushTest, PutSubscriptionBody } from '@confab/protocol';
import * as paths from '@confab/protocol/push/paths';
import type { RestClient } from './rest.ts';

/** Notifications of the system with no page open. Where `state.features` holds `push`. */
export interface PushActions {
  /** The `applicationServerKey` that a browser subscribes for, in base64url. */
  publicKey(): Promise<string>;
  /** My devices that take pushes, the newest first. */
  devices(): Promise<PushSubscription[]>;
  /**
   * What `subscription.toJSON()` of the browser says, and a name of 1–60 characters: pushes go to this session's device. The same again changes
   * nothing. Refused with `invalid-request` where nothing can be sent there, `too-many-subscriptions` at 20 devices.
   */
  subscribe(subscription: PutSubscriptionBody): Promise<PushSubscription>;
  nameDevice(id: string, name: string): Promise<PushSubscription>;
  removeDevice(id: string): Promise<void>;
  /** Sends a push at once. It comes with `testId`, 1–64 characters; the answer says how far it got. */
  test(id: string, testId: string): Promise<PushTest>;
}

/** An entry of its own, `@confab/client/push`: most pages do without at first. */
export function createPushActions({ call }: Pick<RestClient, 'call'>): PushActions {
  const at = (id: string): { params: { subscription_id: string } } => ({ params: { subscription_id: id } });
  return {
    publicKey: async () => (await call(paths.getPush)).publicKey,
    devices: async () => (await call(paths.listSubscriptions)).subscriptions,
    subscribe: (body) => call(paths.putSubscription, { body }),
    nameDevice: (id, name) => call(paths.nameSubscription, { ...at(id), body: { name } }),
    async removeDevice(id) {
      await call(paths.removeSubscription, at(id));
    },
    test: (id, testId) => call(paths.testSubscription, { ...at(id), body: { testId } }),
  };
}
