import { z } from 'zod';
import { timestampSchema } from '../fields.ts';
import { notifyLevelSchema } from '../notifications/documents.ts';
import { defineDocument } from '../personal/define-document.ts';

/** What somebody wants of a chat, for themselves alone: `chat/CHAT`. */
export const chatDocument = defineDocument({
  kind: 'chat',
  value: z.looseObject({
    /** Until when it asks for no attention. */
    muted: z.union([timestampSchema, z.literal('always')]).optional(),
    /** What of it somebody wants to hear; as in general if left out. */
    notify: notifyLevelSchema.optional(),
    /** Put aside until a message after this `seq` comes; a muted one stays aside. */
    archivedSeq: z.int().nonnegative().optional(),
    favourite: z.literal(true).optional(),
    /** The id of the section of the sidebar that it stands in. */
    section: z.string().min(1).max(40).optional(),
  }),
  maxBytes: 1024,
  max: 2_000,
});

/** How somebody has their list of chats: `sidebar`. */
export const sidebarDocument = defineDocument({
  kind: 'sidebar',
  value: z.looseObject({
    /** By the time of the last message where left out. */
    sort: z.enum(['recent', 'name', 'unread']).optional(),
    /** In their order. */
    sections: z
      .array(z.looseObject({ id: z.string().min(1).max(40), name: z.string().trim().min(1).max(60) }))
      .max(40)
      .optional(),
    /** Headings that hide their chats: ids of sections, `favourites`, `chats`. */
    folded: z.array(z.string().max(40)).max(50).optional(),
  }),
  maxBytes: 16 * 1024,
});
