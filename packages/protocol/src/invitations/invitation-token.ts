import { z } from 'zod';

/** Of a link: 192 random bits. The database holds its hash alone, and only its maker ever sees it. */
export const invitationTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{32}$/, 'not an invitation of this place');
