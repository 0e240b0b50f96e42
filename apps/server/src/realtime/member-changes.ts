import { idSchema } from '@confab/protocol';
import { z } from 'zod';

/** Whom changes take out of the chat, and whom they make members. Somebody may go and come back within a page. */
export interface MemberChanges {
  left: ReadonlySet<string>;
  added: ReadonlySet<string>;
}

export const noChanges: MemberChanges = { left: new Set(), added: new Set() };

/**
 * What of a system message concerns who is a member. All else in it is let pass as it is: a newer node may have written fields
 * and events that this one does not know (D25).
 */
const newsSchema = z.object({
  kind: z.literal('system'),
  seq: z.int().positive(),
  event: z.discriminatedUnion('type', [
    z.object({ type: z.literal('members-added'), userIds: z.array(idSchema) }),
    z.object({ type: z.enum(['member-removed', 'member-left']), userId: idSchema }),
  ]),
});
export type MemberNews = z.infer<typeof newsSchema>;

/** Empty where the message is about something else. */
export function readMemberNews(message: unknown): MemberNews[] {
  const { data } = newsSchema.safeParse(message);
  return data ? [data] : [];
}

export function memberChanges(news: readonly MemberNews[], afterSeq: number): MemberChanges {
  const left = new Set<string>();
  const added = new Set<string>();
  for (const { event, seq } of news) {
    if (seq <= afterSeq) continue;
    if (event.type === 'members-added') for (const userId of event.userIds) added.add(userId);
    else left.add(event.userId);
  }
  return { left, added };
}
