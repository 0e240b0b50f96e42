import { variableTexts } from './config-schema.ts';

/** What as-written.ts refuses, in words. */
const leftUndone = [
  ['quotes', 'at either end', 'at either end', 'at both ends'],
  ['a comment: white space and `#`', 'anywhere', 'anywhere', 'anywhere'],
  ['`~`', 'in front of a path', 'allowed', 'allowed'],
  ['`$NAME`, `${NAME}`, `$(command)`', 'anywhere', '`${` and `$(` anywhere, `$` in front', 'where it is all of it'],
  ['a line break or another control character', 'anywhere', 'anywhere', 'anywhere'],
];

/** The text of docs/configuration.md. A test keeps the file in step. */
export function describeConfig(): string {
  const rows = [...variableTexts].map(([name, text]) => [`\`${name}\``, text.fallback, text.description, text.allowed]);
  return [
    '# Configuration',
    '',
    'Every setting is an environment variable, and none is needed. They are checked when the server starts: it lists',
    'everything that is wrong and does not start with half of it. An empty value counts as unset.',
    '',
    'Values are taken as they arrive. Files of settings are read by systemd, Docker, Compose and shells, and they differ in',
    'what they do with quotes, comments and variables; what they leave undone is refused by name:',
    '',
    ...renderTable(['Left in a value', 'Paths, words, numbers, lists', 'URLs', '`AUTH_SECRET`'], leftUndone),
    '',
    '`DATA_DIR="/srv/chat data"` is right where the reader of the file takes the quotes off, as systemd and Compose do. Where',
    'it does not, as with `docker run --env-file`, leave them out.',
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
