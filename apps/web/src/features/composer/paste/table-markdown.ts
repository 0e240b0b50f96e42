import { inlineMarkdown } from './inline-markdown.ts';

/** Its first row is the head. One column or row alone is layout, and becomes its lines. */
export function tableMarkdown(table: Element): string {
  const rows = [...table.querySelectorAll('tr')]
    .filter((row) => row.closest('table') === table)
    .map((row) => [...row.children].filter((cell) => cell.matches('td, th')).map(cellText));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width < 2 || rows.length < 2) return rows.map((row) => row.join(' ')).join('\n');
  const lines = rows.map((row) => lineOf(Array.from({ length: width }, (_, index) => row[index] ?? '')));
  return [lines[0], lineOf(Array.from({ length: width }, () => '---')), ...lines.slice(1)].join('\n');
}

function cellText(cell: Element): string {
  return inlineMarkdown([...cell.childNodes])
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('|', String.raw`\|`)
    .trim();
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
