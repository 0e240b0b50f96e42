/** In UTF-8, as JSON; somewhat less than the server takes, for what stands beside the text. */
const maxBytes = 38 * 1024;
/** No character needs more, escaped or not. */
const bytesPerUnit = 6;

/** Somebody may have pasted a book: nobody can send it, and it stays where it is. */
export function fitsDocument(content: string): boolean {
  if (content.length * bytesPerUnit <= maxBytes) return true;
  return content.length <= maxBytes && new TextEncoder().encode(JSON.stringify(content)).length <= maxBytes;
}
