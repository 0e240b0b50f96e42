import type { Edit, Selected } from './edit.ts';

const address = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;
const wholeLink = /^\[([^\]\n]*)\]\([^\s()]*\)$/;

export function isAddress(text: string): boolean {
  return address.test(text);
}

/** A link of what is selected, with the caret where something is missing. A link becomes its words again. */
export function toggleLink({ text, start, end }: Selected): Edit {
  const selected = text.slice(start, end);
  const words = wholeLink.exec(selected)?.[1];
  if (words !== undefined) return { from: start, to: end, insert: words, start, end: start + words.length };
  if (isAddress(selected)) return { from: start, to: end, insert: `[](${selected})`, start: start + 1, end: start + 1 };
  const insert = `[${selected}]()`;
  const caret = selected === '' ? start + 1 : start + insert.length - 1;
  return { from: start, to: end, insert, start: caret, end: caret };
}

/** Null where an address is nothing to make a link with. */
export function linkSelection({ text, start, end }: Selected, url: string): Edit | null {
  const words = text.slice(start, end);
  if (words.trim() === '' || words.includes('\n') || !isAddress(url) || isAddress(words)) return null;
  const insert = linkTo(words, url);
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}

export function linkTo(words: string, url: string): string {
  const target = url.replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${words.replaceAll(/[[\]]/g, String.raw`\$&`)}](${target})`;
}
