import type { PlaceFacts } from '@confab/protocol';
import { getPlace } from '@confab/protocol/place/paths';
import { rest } from '../../lib/rest.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { t } from '../../lib/words.ts';

const ask = (signal: AbortSignal): Promise<PlaceFacts> => rest.call(getPlace, {}, { signal });

/** What the place is called and how one comes in; null before it is known, and of servers that do not tell. */
export function usePlaceFacts(): PlaceFacts | null {
  return useAnswer(ask).value;
}

export function placeText(place: PlaceFacts | null): string {
  return t`${place?.name ?? 'Confab'} at ${window.location.host}`;
}
