import type { Edit, Selected } from './edit.ts';
import { isInFence } from '../../../lib/is-in-fence.ts';

const mark = /^((?:[ \t]*> ?)*)([ \t]*)(?:([-*])|(\d{1,9})([.)]))?([ \t]+)?(\[[ xX]\][ \t]+)?/;

/**
 * What a new line begins with: a list or quote goes on, an empty item ends it, code keeps its indentation. Null where
 * nothing but the line is to come.
 */
export function continueLine({ text, start, end }: Selected): Edit | null {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const to = newline < 0 ? text.length : newline;
  const line = text.slice(from, to);
  if (isInFence(text, start)) return begin({ start, end }, /^[ \t]*/.exec(line.slice(0, start - from))?.[0] ?? '');
  const { whole, quote, indent, own, next } = marksOf(line);
  if (whole === '' || start - from < whole.length) return null;
  if (line.slice(whole.length).trim() === '' && start === end) {
    // The innermost ends first: a nested item goes one level out, then the list ends, then the quote.
    const kept = own === '' ? '' : indent === '' ? quote : quote + indent.slice(2) + own;
    return { from, to, insert: kept, start: from + kept.length, end: from + kept.length };
  }
  return begin({ start, end }, quote + indent + next);
}

function begin({ start, end }: Omit<Selected, 'text'>, prefix: string): Edit | null {
  if (prefix === '') return null;
  const insert = `\n${prefix}`;
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}

type Marks = { whole: string; quote: string; indent: string; own: string; next: string };

/** `own` is the mark of the item, `next` that of the one after it. */
function marksOf(line: string): Marks {
  const [all = '', quote = '', indent = '', bullet, number, dot = '.', space = '', task] = mark.exec(line) ?? [];
  const isItem = space !== '' && (bullet !== undefined || number !== undefined);
  if (!isItem) return { whole: quote, quote, indent: '', own: '', next: '' };
  const sign = bullet ?? `${Number(number) + 1}${dot}`;
  return {
    whole: all,
    quote,
    indent,
    own: all.slice(quote.length + indent.length),
    next: `${sign} ${task === undefined ? '' : '[ ] '}`,
  };
}
