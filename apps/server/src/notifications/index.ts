import type { Feature } from '../feature.ts';
import type { AfterCommit } from '../log/after-commit.ts';
import { Deriver, type DeriverContext } from './deriver.ts';
import { namedAnew } from './named-anew.ts';
import type { Reach } from './reach.ts';
import { ReachSet } from './reach-set.ts';
import { reachChanged } from './reach-changed.ts';

export { hastenRule } from './derive-rules.ts';
export { factsOf, type SaidMessage } from './message-facts.ts';
export { readNotifySettings, type ReadSettings } from './notify-settings.ts';
export type { Reach } from './reach.ts';
export { ReachSet } from './reach-set.ts';
export { reachChanged } from './reach-changed.ts';

export interface NotificationContext extends Omit<DeriverContext, 'reach'> {
  afterCommit: AfterCommit;
}

/** What was missed is looked for so often. */
const lookEveryMs = 20_000;
/** And for the first time after the start, when others are not waited for any more. */
const firstLookMs = 2_000;

/** Whom what was said reaches who do not look: finds them, and has them told by those who can (docs/decisions/0035). */
export function notifications(context: NotificationContext, reaches: readonly Reach[]): Feature {
  const { afterCommit, clock, storage, onError } = context;
  const reach = new ReachSet(reaches, { db: storage.db, monotonicNow: clock.monotonicNow });
  const deriver = new Deriver({ ...context, reach });
  afterCommit.listen({
    // What is not new finds that nothing is.
    changed({ chatId, kind }) {
      if (kind === 'text') deriver.touch(chatId);
    },
  });
  const cancelFirst = clock.after(firstLookMs, () => {
    deriver.lookForMissed().catch(onError);
  });
  return {
    name: 'notifications',
    jobs: [namedAnew({ ...context, reach })],
    hears: { nodes: [reachChanged.on(({ userId }) => reach.changed(userId))] },
    gauges: [
      {
        name: 'confab_notify_lag_seconds',
        help: 'How long messages wait until it is found who is to hear of them.',
        read: () => deriver.lagMs / 1_000,
      },
    ],
    rounds: [{ everyMs: lookEveryMs, run: () => deriver.lookForMissed() }],
    async close() {
      cancelFirst();
      await deriver.close();
    },
  };
}
