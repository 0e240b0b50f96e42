import { z } from 'zod';

/** Of a message that was sent silently: it is counted as unread, and notifies nobody. */
export const silentSchema = z.literal(true);
