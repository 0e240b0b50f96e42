import { variableTexts } from './config-schema.ts';

/** The text of docs/configuration.md. A test keeps the file in step. */
export function describeConfig(): string {
  const rows = [...variableTexts].map(([name, text]) => [`\`${name}\``, text.fallback, text.description, text.allowed]);
  return [
    '# Configuration',
    '',
    'Every setting is an environment variable, and none is needed. They are checked when the server starts: it lists',
    'everything that is wrong and does not start with half of it. An empty value counts as unset.',
    '',
    ...renderTable(['Variable', 'Default', 'What it does', 'Allowed'], rows),
    '',
  ].join('\n');
}

/** Padded, as the formatter wants it. */
function renderTable(header: readonly string[], rows: readonly string[][]): string[] {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const renderRow = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [renderRow(header), renderRow(widths.map((width) => '-'.repeat(width))), ...rows.map(renderRow)];
}
