import { type ChatParts, keptFor, type PlaceRetention } from '@confab/protocol';

const dayMs = 24 * 3_600_000;

/**
 * From when on readers are shown what messages of a chat said before they were edited, in milliseconds since 1970: what is older is about to
 * go, or is kept by a hold, which is told to nobody. `parts`: the chat's, as they are stored.
 */
export function versionsShownSince(retention: PlaceRetention, parts: string | null, now: number): number {
  const { retention: chosen } = JSON.parse(parts ?? '{}') as ChatParts;
  const { editsDays } = keptFor(retention, chosen);
  return editsDays === null ? 0 : now - editsDays * dayMs;
}
