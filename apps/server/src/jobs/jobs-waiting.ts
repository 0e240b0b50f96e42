import { busCount, defineBusEvent } from '../bus/bus-event.ts';
import { jobsWaitingType } from './job-rules.ts';

/** On `nodes`: there is work to be done, the first of it at `dueAt`. */
export const jobsWaiting = defineBusEvent(jobsWaitingType, { dueAt: busCount });
