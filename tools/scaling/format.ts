const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Two digits are as many as such figures bear. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return 'no number is enough';
  return value > 0 && value < 0.001 ? '< 0.001' : value.toLocaleString('en', { maximumSignificantDigits: 2 });
}

/** Decimal units: those of disks and networks. */
export function bytes(value: number): string {
  const unit = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${count(value / 1_000 ** unit)} ${units[unit]}`;
}

export function bits(bytesPerSecond: number): string {
  return `${bytes(bytesPerSecond * 8).replace('B', 'bit')}/s`;
}

export function percent(share: number): string {
  return `${count(share * 100)} %`;
}

/** A table as oxfmt leaves it: the first column to the left, all others to the right. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => pad(cell, column)).join(' | ')} |`;
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [first = '', ...rest] = rows.map(line);
  return [first, line(rule), ...rest].join('\n');
}
