/**
 * What of a message is kept, one rule for server, SDK and page: no blank lines before it, nothing blank after it. The
 * first line keeps its indentation where there are further lines for it to mean something; a single line has none.
 */
export function trimContent(content: string): string {
  const trimmed = content.trimEnd().replace(/^\s*\n/u, '');
  return trimmed.includes('\n') ? trimmed : trimmed.trimStart();
}
