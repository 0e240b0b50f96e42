/** Where in a chat somebody reads: a message, and how far below the upper edge of the log it stands; null for the end. */
export type ReadingPlace = { chatId: string; seq: number | null; topPx: number };

/** So many entries of the browser's history are remembered, as long as the page lives. */
const rememberedMax = 100;
const places = new Map<string, ReadingPlace>();

/** `visit` is the key of the entry of the browser's history. */
export function recallPlace(visit: string, chatId: string): ReadingPlace | null {
  const place = places.get(visit);
  return place?.chatId === chatId ? place : null;
}

export function rememberPlace(visit: string, place: ReadingPlace): void {
  places.delete(visit);
  places.set(visit, place);
  const [oldest] = places.keys();
  if (places.size > rememberedMax && oldest !== undefined) places.delete(oldest);
}
