import { defineBusEvent } from '../bus/bus-event.ts';
import { reportsChangedType } from './report-rules.ts';

/** There is a new one, or one was decided. On `nodes`. */
export const reportsChanged = defineBusEvent(reportsChangedType, {});
