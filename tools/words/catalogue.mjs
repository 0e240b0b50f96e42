import { createItem, parsePo, stringifyPo } from 'pofile-ts';

/** @typedef {import('./collect-words.mjs').Words} Words */

/**
 * A catalogue with these words: what was translated stays, what nobody says any more goes.
 * @param {string} before the file as it is, empty for a new one
 * @param {readonly Words[]} words
 */
export function updateCatalogue(before, words) {
  const { items, headers, comments } = parsePo(before);
  const known = new Map(items.map((item) => [item.msgid, item]));
  /** @type {Map<string, import('pofile-ts').PoItem>} */
  const updated = new Map();
  for (const { message, file, values } of words) {
    const item = updated.get(message) ?? createItem();
    item.msgid = message;
    item.msgstr = known.get(message)?.msgstr ?? [''];
    item.comments = known.get(message)?.comments ?? [];
    item.references = [...new Set([...item.references, file])];
    if (item.extractedComments.length === 0) {
      item.extractedComments = values.flatMap((value, index) => (value === '' ? [] : [`{${index}}: ${value}`]));
    }
    updated.set(message, item);
  }
  const set = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
  return `${stringifyPo({ headers: set, comments, items: [...updated.values()] }).trim()}\n`;
}
