import type { Bus } from '../bus/bus.ts';
import type { Feature } from '../feature.ts';
import type { PlaceFactsOf } from '../place/index.ts';
import { recheckEveryMsWithManyNodes } from '../realtime/rounds.ts';
import { orderChanged } from './order-changed.ts';
import type { SendOrder } from './send-order.ts';
import { type WordContext, wordRoutes } from './word-routes.ts';

export { createSendOrder } from './create-send-order.ts';
export { holdMessage } from './hold-message.ts';
export { makeReportId } from './make-report-id.ts';
export { type ModerationDb, moderationTablesOf, type ReportRow, type RestrictionRow } from './moderation-tables.ts';
export { notToBeSaid } from './order-rules.ts';
export { refuseMuted } from './refuse-muted.ts';
export { inTheirName } from './in-their-name.ts';
export type { AskedOrder, OrderBefore, SendOrder } from './send-order.ts';

export interface OrderContext extends WordContext {
  bus: Bus;
  order: SendOrder;
  placeFacts: PlaceFactsOf;
  onError: (error: unknown) => void;
}

/** Where nothing is lost, it is compared all the same. */
const recheckEveryMs = 30_000;

/** What is asked before something is sent: who is muted, which group is in slow mode, which words have rules, who is new (decision 0048). */
export function order(context: OrderContext): Feature {
  const { bus, order: sends, onError } = context;
  context.placeFacts.arrivals.requireSayable = (texts) => sends.requireSayable(texts);
  const read = (): void => void sends.read().catch(onError);
  return {
    name: 'order',
    offers: ['slow-mode', 'word-rules'],
    routes: wordRoutes(context),
    hears: { nodes: [orderChanged.on(read)] },
    reactions: { eventsLost: () => sends.read() },
    rounds: [
      {
        everyMs: bus.onEventsLost ? recheckEveryMsWithManyNodes : recheckEveryMs,
        run: () => sends.read(),
      },
    ],
  };
}
