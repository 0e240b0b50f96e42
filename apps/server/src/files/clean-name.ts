import { limits } from '@confab/protocol/limits';

/**
 * What a file is called, to be shown and to save it under: the last part of what was given, without characters that can't be seen or turn
 * text around (A19, A22). It is never a path here.
 */
export function cleanName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const seen = last.normalize('NFC').replaceAll(/\p{C}/gu, '').trim();
  const characters = Array.from(seen);
  if (characters.length <= limits.fileNameMax) return seen.replace(/^\.+$/, '') || 'file';
  // The ending says what it is.
  const ending = /\.[A-Za-z0-9]{1,12}$/.exec(seen)?.[0] ?? '';
  return characters.slice(0, limits.fileNameMax - ending.length).join('') + ending;
}

/** `Content-Disposition` (RFC 6266). Nothing of the name is written as it is. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replaceAll(/[^A-Za-z0-9._ -]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
