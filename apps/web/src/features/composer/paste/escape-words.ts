const address = /https?:\/\/\S+/gi;

/** Words that were only words stay words: what would be a mark is written so that it is none. */
export function escapeWords(text: string): string {
  let escaped = '';
  let at = 0;
  for (const { index, 0: found } of text.matchAll(address)) {
    escaped += escapeMarks(text.slice(at, index)) + found;
    at = index + found.length;
  }
  return escaped + escapeMarks(text.slice(at));
}

function escapeMarks(text: string): string {
  return text
    .replaceAll(/[\\`*]/g, String.raw`\$&`)
    .replaceAll(/(?<![\p{L}\p{N}])_(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replaceAll(/(?:~|\|)(?=[~|])|(?<=[~|])(?:~|\|)/g, String.raw`\$&`)
    .replaceAll(/\[(?=[^\]\n]*\]\()/g, String.raw`\[`);
}
