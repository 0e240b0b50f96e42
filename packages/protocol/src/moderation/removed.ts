import { z } from 'zod';

/** Of a deleted message that its sender did not delete: by an owner or admin of the group, or by a moderator of the place. */
export const removedSchema = z.enum(['admin', 'moderator']);
