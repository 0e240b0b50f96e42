/** Bytes from the beginning of a file that tell what it is. */
export const headBytes = 4_096;

export const octets = 'application/octet-stream';

/** What begins with these bytes, at that place. The first that fits counts. */
const signatures: readonly [type: string, at: number, bytes: string][] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
  ['audio/wav', 8, 'WAVE'],
  ['image/avif', 4, 'ftypavif'],
  ['image/heic', 4, 'ftypheic'],
  ['audio/mp4', 4, 'ftypM4A'],
  ['video/quicktime', 4, 'ftypqt'],
  ['video/mp4', 4, 'ftyp'],
  ['video/webm', 0, '\x1aE\xdf\xa3'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/mpeg', 0, 'ID3'],
  ['application/pdf', 0, '%PDF-'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['application/gzip', 0, '\x1f\x8b'],
];

/** Those that a browser shows in place and that can't act. A PDF is shown by its viewer, apart from all pages: `openFile`. */
const shownInPlace = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'video/mp4',
  'video/webm',
  'video/quicktime',
  'audio/wav',
  'audio/mp4',
  'audio/webm',
  'audio/ogg',
  'audio/flac',
  'audio/mpeg',
  'application/pdf',
]);

/**
 * The media type, by the bytes alone: neither the name nor what the sender says counts (A23). It is never one that a browser would run as
 * a page; what is no picture, sound or film is text, a known archive, or nothing in particular.
 */
export function readType(head: Buffer): string {
  const text = head.toString('latin1');
  const known = signatures.find(([, at, bytes]) => text.startsWith(bytes, at));
  if (known) return isSoundAlone(known[0], text) ? known[0].replace('video/', 'audio/') : known[0];
  if (!isText(head)) return octets;
  return isSvg(text.replace(/^\xef\xbb\xbf/, '')) ? 'image/svg+xml' : 'text/plain';
}

/** Of what may hold films: its tracks say so at the beginning, as those do that a browser has recorded. */
function isSoundAlone(type: string, text: string): boolean {
  if (type === 'video/mp4') return /hdlr[^]{8}soun/.test(text) && !/hdlr[^]{8}vide/.test(text);
  return type === 'video/webm' && /A_(?:OPUS|VORBIS)/.test(text) && !/V_(?:VP|AV1|MPEG)/.test(text);
}

/** Its first element is one. A step at a time: a pattern for all of it could take for ever (A28). */
function isSvg(text: string): boolean {
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    const end = text.startsWith('<?xml', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null;
    if (end === null) return /^<svg[\s>/]/.test(text.slice(at, at + 5));
    const found = text.indexOf(end, at + 4);
    if (found === -1) return false;
    at = found + end.length;
  }
}

export function isShownInPlace(type: string): boolean {
  return shownInPlace.has(type);
}

/** UTF-8 without control characters that no text has; the last character may be cut off. */
function isText(head: Buffer): boolean {
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) return false;
  for (let cut = 0; cut < 4 && cut <= head.length; cut += 1) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, head.length - cut));
      return true;
    } catch {
      if (head.length < headBytes) return false;
    }
  }
  return false;
}
