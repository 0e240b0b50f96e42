import type { ReactNode } from 'react';

/** Longer than any line that somebody draws with characters. */
const runMin = 128;
/** Marks and accents on end. */
const longRun = /([^\s\p{L}\p{N}]{128,})/u;

/**
 * The text, with what is a long run of marks or accents in a font that has little to work out for them (message-text.css): with that
 * of the page 8,000 backslashes take 0.1 s to lay out, for each may be kerned with all before it.
 */
export function withLongRuns(text: string): ReactNode {
  if (text.length < runMin || !longRun.test(text)) return text;
  return text.split(longRun).map((piece, index) =>
    // What stood in the brackets of the pattern is each second one.
    index % 2 === 1 ? (
      <span key={index} className="long-run">
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}
