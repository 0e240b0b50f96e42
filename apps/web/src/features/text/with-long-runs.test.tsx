import { isValidElement, type ReactElement } from 'react';
import { expect, test } from 'vitest';
import { withLongRuns } from './with-long-runs.tsx';

const pieces = (text: string) => {
  const shown = withLongRuns(text);
  return (Array.isArray(shown) ? shown : [shown]).map((piece: unknown) =>
    isValidElement(piece) ? [(piece as ReactElement<{ children: string }>).props.children] : piece,
  );
};

test('long runs of marks and accents stand by themselves, and nothing of the text is lost', () => {
  const line = '-'.repeat(200);
  const accents = '\u0301'.repeat(128);
  expect(pieces(`so ${line} it is${accents}x`)).toEqual(['so ', [line], ' it is', [accents], 'x']);
});

test('words of any script, however long, and short lines of marks are text', () => {
  for (const text of ['字'.repeat(500), 'a'.repeat(500), 'e\u0301'.repeat(300), '-'.repeat(127), '-- '.repeat(200)])
    expect(pieces(text)).toEqual([text]);
});
