import { z } from 'zod';
import { busId, defineBusEvent } from '../bus/bus-event.ts';
import { sessionsStaleType } from './session-rules.ts';
import { privacyChangedType, profileChangedType, userChangedType } from './privacy-rules.ts';

/** Their sockets of these sessions close. `sessionIds` null: all of the user's. On `nodes`. */
export const sessionsEnded = defineBusEvent('sessions-ended', {
  userId: busId,
  sessionIds: z.array(z.string().max(128)).nullable(),
});

/** What their sessions depend on is another than before: these are read anew. On `nodes`. */
export const sessionsStale = defineBusEvent(sessionsStaleType, { userId: busId });

/** They tell something else of themselves. On the user's topic, after `userChanged`. */
export const profileChanged = defineBusEvent(profileChangedType, { userId: busId });

/** They hide something of themselves, or show it again. On `nodes`, after `userChanged`. */
export const privacyChanged = defineBusEvent(privacyChangedType, { userId: busId });

/** The cached profile is stale. On `nodes`. */
export const userChanged = defineBusEvent(userChangedType, { userId: busId });
