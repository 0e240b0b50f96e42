import type { SearchLine } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import type { MessageRow } from '../message-columns.ts';
import { encodeMessages } from '../message-row.ts';
import { type LineRow, lineOfRow } from './line.ts';
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

/** A message and those right before and after it. */
export interface HitRows {
  row: MessageRow;
  before: LineRow | null | undefined;
  after: LineRow | null | undefined;
}

/** The same of rows as they are kept. */
export function encodeRows({ row, before, after }: HitRows, match: Match): string {
  return encodeHit({
    logId: row.chat_id,
    message: encodeMessages([row]).slice(1, -1),
    match,
    before: lineOfRow(before),
    after: lineOfRow(after),
  });
}
