import { defineBusEvent } from '../bus/bus-event.ts';
import { orderChangedType } from './order-changed-rules.ts';

/** Who is muted, which group is in slow mode, which words have rules: something of it is another than before. On `nodes`. */
export const orderChanged = defineBusEvent(orderChangedType, {});
