import type { SearchLine } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import type { Match } from './match.ts';

/** What is told of a hit. */
interface ShownHit {
  logId: string;
  /** JSON. */
  message: string;
  match: Match;
  before: SearchLine | null;
  after: SearchLine | null;
}

/** The JSON of a `SearchHit` but for its cursor, and without the brace at its end. */
export function encodeHit({ logId, message, match, before, after }: ShownHit): string {
  const { ranges, fileRanges } = match;
  return (
    `{"chatId":"${doorOf(logId)}","message":${message},"ranges":${JSON.stringify(ranges)}` +
    `,"fileRanges":${JSON.stringify(fileRanges)},"before":${JSON.stringify(before)},"after":${JSON.stringify(after)}`
  );
}
