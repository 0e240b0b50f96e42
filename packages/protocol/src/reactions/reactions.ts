import { normalizeEmoji } from './emoji.ts';
import type { Reaction } from './reaction.ts';

/** Who chose an emoji, in their order, and how many seconds after the message; null where nobody knows. */
type People = Map<string, number | null>;

/** The same emoji once, whose reactions were stored before it had one form only; the order in which they came is kept. */
export function mergeReactions(reactions: readonly Reaction[]): Reaction[] {
  const byEmoji = new Map<string, People>();
  for (const reaction of reactions) {
    const form = normalizeEmoji(reaction.emoji) ?? reaction.emoji;
    const known = byEmoji.get(form) ?? new Map<string, number | null>();
    for (const [userId, after] of peopleOf(reaction)) if (!known.has(userId)) known.set(userId, after);
    byEmoji.set(form, known);
  }
  return [...byEmoji].map(([emoji, people]) => reactionOf(emoji, people));
}

/** With a person's reaction, or without; an emoji goes with the last who chose it. `after`: see `Reaction`. */
export function changeReaction(
  reactions: readonly Reaction[],
  { emoji, userId, on, after }: { emoji: string; userId: string; on: boolean; after: number | null },
): Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  const people: People = known ? peopleOf(known) : new Map();
  if (people.has(userId) === on) return [...reactions];
  if (on) people.set(userId, after);
  else people.delete(userId);
  const changed = people.size > 0 ? [reactionOf(emoji, people)] : [];
  return known
    ? reactions.flatMap((reaction) => (reaction === known ? changed : [reaction]))
    : [...reactions, ...changed];
}

function peopleOf({ userIds, after }: Reaction): People {
  return new Map(userIds.map((userId, index) => [userId, after?.[index] ?? null]));
}

function reactionOf(emoji: string, people: People): Reaction {
  const after = [...people.values()];
  return { emoji, userIds: [...people.keys()], ...(after.some((known) => known !== null) && { after }) };
}
