import { linesOf, type Edit, type Selected } from './edit.ts';
import { isInFence } from '../../../lib/is-in-fence.ts';

const item = /^[ \t]*(?:[-*]|\d{1,9}[.)])[ \t]/;
const step = '  ';
const deepest = 3 * step.length;

/** Moves items of a list one level in or out. Null where there is no list, or no way to go: the key leads elsewhere. */
export function indentLines(selected: Selected, way: 'in' | 'out'): Edit | null {
  const { from, to, lines } = linesOf(selected);
  if (!lines.every((line) => item.test(line)) || isInFence(selected.text, selected.start)) return null;
  const moved = lines.map((line) => {
    const depth = line.length - line.trimStart().length;
    if (way === 'in') return depth < deepest ? step + line : line;
    return line.replace(/^(?: {1,2}|\t)/, '');
  });
  const insert = moved.join('\n');
  if (insert === lines.join('\n')) return null;
  const first = (moved[0]?.length ?? 0) - (lines[0]?.length ?? 0);
  const start = Math.max(from, selected.start + first);
  return { from, to, insert, start, end: Math.max(start, selected.end + insert.length - (to - from)) };
}
