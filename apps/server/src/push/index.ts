import type { Feature } from '../feature.ts';
import { type Reach, reachChanged, ReachSet } from '../notifications/index.ts';
import type { Storage } from '../storage/index.ts';
import { Deliveries } from './deliver.ts';
import { noticeJob, type NoticeSource } from './notices.ts';
import type { PushContext } from './push-context.ts';
import { pushJob, type PushJobContext } from './push-job.ts';
import { pushKey } from './push-key.ts';
import { PushNotes } from './push-notes.ts';
import { createPushReads, type ReadContext } from './push-reads.ts';
import { PushPace } from './push-pace.ts';
import { pushRoutes } from './push-routes.ts';
import { createSender } from './sender.ts';
import { openVapidKeys } from './vapid-keys.ts';
import type { VapidKeys } from './vapid.ts';
import { findTold } from './find-told.ts';
import { type WithdrawalContext, Withdrawals } from './withdrawals.ts';

export { cutText, lineOf } from './payload.ts';
export type { NoticeSource } from './notices.ts';
export { type PushSettings, pushSettingsOf } from './push-settings.ts';
export { rotateVapidKeys } from './vapid-keys.ts';

export type PushFeatureContext = PushContext &
  WithdrawalContext &
  Omit<PushJobContext, 'deliveries' | 'notes' | 'pace' | 'reads'> &
  ReadContext;

/** Whoever is connected has a moment to read it where they are. */
const connectedDelayMs = 15_000;

function makeReach(storage: Storage, pace: PushPace): Reach {
  return {
    kind: 'push',
    users: 'select user_id from push_subscriptions',
    keyOf: pushKey,
    told: (place) => findTold(storage, place),
    delayMs: ({ userId, logId, isOnline }) =>
      Math.max(isOnline ? connectedDelayMs : 0, pace.waitMs(pushKey(userId, logId))),
  };
}

/** Many who subscribe at once are looked at together. */
const subscribedAfterMs = 200;
/** What was missed is looked for so often. */
const lookEveryMs = 20_000;

/** Notifications of the system with the page closed: web push (docs/decisions/0034). `notices`: what is shown beside messages. */
export function push(context: PushFeatureContext, notices: readonly NoticeSource[]): Feature & { reach: Reach } {
  const { storage, clock, pushSettings, onError } = context;
  let keys: Promise<VapidKeys> | null = null;
  const readKeys = (): Promise<VapidKeys> => {
    keys ??= openVapidKeys(storage, clock.wallNow()).catch((error: unknown) => {
      keys = null;
      throw error;
    });
    return keys;
  };
  const sender = createSender(async () => ({ ...pushSettings, keys: await readKeys() }));
  const pace = new PushPace(clock.monotonicNow);
  const ownReach = makeReach(storage, pace);
  const parts = {
    ...context,
    deliveries: new Deliveries(sender, clock),
    notes: new PushNotes(storage, clock),
    reads: createPushReads(context),
    pace,
  };
  const reach = new ReachSet([ownReach], { db: storage.db, monotonicNow: clock.monotonicNow });
  const withdrawals = new Withdrawals(context, (userId) => reach.mayReach(userId));
  const look = async (): Promise<void> => {
    reach.changed();
    if (!(await reach.isEmpty())) await withdrawals.lookForMissed();
  };
  let cancelLook: (() => void) | null = null;
  const lookSoon = (userId: string | undefined): void => {
    reach.changed(userId);
    cancelLook ??= clock.after(subscribedAfterMs, () => {
      cancelLook = null;
      reach.refresh().catch(onError);
    });
  };
  return {
    name: 'push',
    reach: ownReach,
    offers: ['push'],
    routes: pushRoutes({ ...parts, publicKey: async () => (await readKeys()).publicKey }),
    jobs: [pushJob(parts), ...notices.map((source) => noticeJob(parts, source))],
    hears: { nodes: [reachChanged.on(({ userId }) => lookSoon(userId))] },
    rounds: [{ everyMs: lookEveryMs, run: look }],
    counters: [
      {
        name: 'confab_pushes_total',
        help: 'Pushes, by what came of them.',
        label: 'result',
        read: () => parts.deliveries.counts,
      },
    ],
    async close() {
      cancelLook?.();
      await withdrawals.close();
      await sender.close();
    },
  };
}
