/** A name as it is sorted and searched: without regard to case, in every script, the same on every database. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** A LIKE pattern (escape character `\`) for what contains the text as it stands. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
