import { defineBusEvent } from '../bus/bus-event.ts';
import { reachChangedType } from './derive-rules.ts';

/** On `nodes`: somebody can be reached who could not before. */
export const reachChanged = defineBusEvent(reachChangedType, {});
