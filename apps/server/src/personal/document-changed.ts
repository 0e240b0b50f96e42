import { z } from 'zod';
import { busCount, busId, defineBusEvent } from '../bus/bus-event.ts';
import { documentChangedType } from './document-rules.ts';

/** On the user's topic. `json` is the `Document`, encoded once where it was committed. */
export const documentChanged = defineBusEvent(documentChangedType, { userId: busId, rev: busCount, json: z.string() });
