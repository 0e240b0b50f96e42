import { defineBusEvent } from '../bus/bus-event.ts';
import { activityNotedType } from './activity-rules.ts';

/** On the user's topic: there is something new that concerns them. */
export const activityNoted = defineBusEvent(activityNotedType, {});
