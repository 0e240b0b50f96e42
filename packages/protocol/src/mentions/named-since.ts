import type { Mentions } from './mention.ts';

/** In `since`: whoever is named as one of all. */
const everyone = '*';

/** Whether a text names this person, by name or as one of all. */
export function isNamed({ userIds, all }: Mentions, userId: string): boolean {
  return all === 'everyone' || userIds.includes(userId);
}

/** When an edit named this person, in milliseconds since 1970; null for who is named from the beginning, or is not. */
export function namedSince(mentions: Mentions | undefined, userId: string): number | null {
  if (!mentions?.since || !isNamed(mentions, userId)) return null;
  const own = Object.hasOwn(mentions.since, userId) ? mentions.since[userId] : undefined;
  const since = own ?? (mentions.all === 'everyone' ? mentions.since[everyone] : undefined);
  return since ? since : null;
}

/** What an edit at `at` makes of mentions: whom it names anew is named since then, others since they were. */
export function withSince(before: Mentions | undefined, after: Mentions, at: number): Mentions {
  const { since: _unsaid, ...rest } = after;
  const entries = after.all === 'everyone' ? sinceOfAll(before, at) : after.userIds.flatMap(sinceOf(before, at));
  return entries.length === 0 ? rest : { ...rest, since: Object.fromEntries(entries) };
}

type Entry = [userId: string, since: number];

function sinceOf(before: Mentions | undefined, at: number): (userId: string) => Entry[] {
  return (userId) => {
    if (!before || !isNamed(before, userId)) return [[userId, at]];
    const since = namedSince(before, userId);
    return since === null ? [] : [[userId, since]];
  };
}

/** Of all a few may have been named before. */
function sinceOfAll(before: Mentions | undefined, at: number): Entry[] {
  if (before?.all === 'everyone') return Object.entries(before.since ?? {});
  const known = (before?.userIds ?? []).map((userId): Entry => [userId, namedSince(before, userId) ?? 0]);
  return [...known, [everyone, at]];
}
