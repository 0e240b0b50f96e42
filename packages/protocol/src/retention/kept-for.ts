import type { ChatRetention, PlaceRetention, Retention } from './retention.ts';

// Without schemas, so that a browser can have it for its size.

/** How it is where nobody said anything. */
export const keptForGood: PlaceRetention = {
  messagesDays: null,
  filesDays: null,
  editsDays: null,
  chatsChoose: false,
  least: null,
  most: null,
};

/** For how long what is said in a chat is kept: as it says, as far as the place lets it, else as the place has it. */
export function keptFor(place: PlaceRetention, chat: ChatRetention = {}): Retention {
  const chosen = place.chatsChoose ? chat : {};
  const days = (key: keyof Retention): number | null => {
    const own = chosen[key];
    return own === undefined ? place[key] : within(own, place);
  };
  return { messagesDays: days('messagesDays'), filesDays: days('filesDays'), editsDays: days('editsDays') };
}

/** Null is the longest. */
function within(days: number | null, { least, most }: PlaceRetention): number | null {
  if (days === null) return most;
  return Math.min(Math.max(days, least ?? 0), most ?? Infinity);
}

/** Whether anything ever goes. */
export function isKeptForGood({ messagesDays, filesDays, editsDays }: Retention): boolean {
  return messagesDays === null && filesDays === null && editsDays === null;
}
