import { busId, defineBusEvent } from '../bus/bus-event.ts';
import { reachChangedType } from './derive-rules.ts';

/** On `nodes`: somebody can be reached who could not before, or the other way round. Nodes of the version before do not say who. */
export const reachChanged = defineBusEvent(reachChangedType, { userId: busId.optional() });
