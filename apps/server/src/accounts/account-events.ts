import { z } from 'zod';
import { busId, defineBusEvent } from '../bus/bus-event.ts';

/** Their sockets of these sessions close. `sessionIds` null: all of the user's. On `nodes`. */
export const sessionsEnded = defineBusEvent('sessions-ended', {
  userId: busId,
  sessionIds: z.array(z.string().max(128)).nullable(),
});

/** They tell something else of themselves. On the user's topic, after `userChanged`. */
export const profileChanged = defineBusEvent('profile-changed', { userId: busId });

/** The cached profile is stale. On `nodes`. */
export const userChanged = defineBusEvent('user-changed', { userId: busId });
