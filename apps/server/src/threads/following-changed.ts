import { z } from 'zod';
import { busId, defineBusEvent } from '../bus/bus-event.ts';
import { followingChangedType } from './follower-rules.ts';

/** This person follows the thread from now on, or no more. On the user's topic. */
export const followingChanged = defineBusEvent(followingChangedType, { chatId: busId, following: z.boolean() });
