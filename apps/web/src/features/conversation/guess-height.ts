import type { Row } from './rows.ts';

/** What rows are made of, at text of the usual size; see MessageFrame. */
const linePx = 22;
const paddingPx = 6;
const headPx = 32;
const dividerPx = 41;
const systemPx = 32;
const partPx = 32;
/** A picture is higher, and of several each is smaller. */
const filePx = 120;
/** Between the edge of the log and the words on both sides, and the longest line. */
const besideWordsPx = 92;
const readingPx = 700;
const characterPx = 7.3;

/** How high a row will be, more or less: the scroll bar shows it, and nothing else depends on it. */
export function guessHeight(row: Row): number {
  switch (row.kind) {
    case 'day':
    case 'new':
      return dividerPx;
    case 'system':
    case 'run':
      return systemPx;
    case 'pending':
      return paddingPx + (row.isHead ? headPx : 0) + linesIn(row.pending.content) * linePx;
    case 'message': {
      const { content, reactions, files = [] } = row.message;
      const wordsPx = content === '' ? 0 : linesIn(content) * linePx;
      return (
        paddingPx + (row.isHead ? headPx : 0) + wordsPx + files.length * filePx + (reactions.length > 0 ? partPx : 0)
      );
    }
  }
}

function linesIn(content: string): number {
  const widthPx = Math.min(
    readingPx,
    (document.querySelector('[role="log"]')?.clientWidth ?? readingPx) - besideWordsPx,
  );
  const perLine = Math.max(10, widthPx / characterPx);
  let lines = 0;
  for (const line of content.split('\n')) lines += Math.max(1, Math.ceil(line.length / perLine));
  return lines;
}
