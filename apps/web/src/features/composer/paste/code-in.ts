/** As an editor hands it over. `language` is empty where it did not say. */
export type PastedCode = { text: string; language: string };

const monospaced = /font-family:[^;"]*(?:mono|consolas|menlo|courier)/i;
const bodyStart = /^(?:\s|<meta[^>]*>|<\/?html[^>]*>|<head>.*?<\/head>|<\/?body[^>]*>|<!--\w+-->)*/is;
const languageName = /^[\w+#.-]{1,20}$/;

/** Several lines of code from an editor: one alone is a part of a sentence more often. */
export function codeIn(data: Pick<DataTransfer, 'getData'>, plain: string): PastedCode | null {
  const text = plain.replaceAll('\r\n', '\n').replace(/^\n+/, '').trimEnd();
  if (!text.includes('\n')) return null;
  const told = data.getData('vscode-editor-data');
  if (told !== '') return { text, language: languageOf(told) };
  const html = data.getData('text/html');
  const start = html.slice(bodyStart.exec(html)?.[0].length ?? 0);
  const first = /^<(?:div|pre|span)\b[^>]*>/i.exec(start)?.[0];
  if (first === undefined || !monospaced.test(first)) return null;
  return { text, language: '' };
}

function languageOf(told: string): string {
  const data: unknown = JSON.parse(told);
  const mode = typeof data === 'object' && data !== null && 'mode' in data ? data.mode : null;
  return typeof mode === 'string' && mode !== 'plaintext' && languageName.test(mode) ? mode : '';
}
