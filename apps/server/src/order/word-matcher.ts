import { domainToASCII } from 'node:url';
import type { WordRules } from '@confab/protocol';
import { findKeyword } from '@confab/protocol/keywords';
import { plainText } from '@confab/text';

export type WordDeed = keyof WordRules;

export interface WordMatch {
  does: WordDeed;
  /** What of the rules stands in it. */
  word: string;
}

/** The strictest first. */
const deeds = ['block', 'hold', 'flag'] as const satisfies readonly WordDeed[];
/** What nobody sees, and what a word could be taken apart with. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
/** A text of 8,000 characters, of which one may stand for several once they are folded. */
const searchedMax = 60_000;
/** No name of a host is longer. */
const hostMax = 253;
const notOfHost = /[^\p{L}\p{N}\p{M}.%-]+/u;

/** Rules of words as they are looked for, again and again. */
export class WordMatcher {
  readonly #lists: readonly { does: WordDeed; words: readonly string[]; sites: ReadonlySet<string> }[];
  readonly #hasWords: boolean;
  readonly #hasSites: boolean;

  constructor(rules: WordRules) {
    this.#lists = deeds.map((does) => ({
      does,
      words: rules[does].words.map(bare),
      sites: new Set(rules[does].sites.map(asciiHost)),
    }));
    this.#hasWords = this.#lists.some(({ words }) => words.length > 0);
    this.#hasSites = this.#lists.some(({ sites }) => sites.size > 0);
  }

  /** The strictest of what stands in it; null where nothing does. Time rises with the length of the text and that of the rules. */
  match(content: string): WordMatch | null {
    // As it is read, and as it was written: a spoiler, or the address of a link, is in one of the two alone.
    const written = this.#hasWords ? bare(content) : '';
    const plain = this.#hasWords ? bare(plainText(content)) : '';
    const read = plain === written ? '' : plain;
    const hosts = this.#hasSites ? hostsIn(content) : [];
    for (const { does, words, sites } of this.#lists) {
      const word =
        findKeyword(read, words, searchedMax) ?? findKeyword(written, words, searchedMax) ?? findSite(hosts, sites);
      if (word !== null) return { does, word };
    }
    return null;
  }
}

export function hasLink(content: string): boolean {
  return content.includes('://') || /(?:^|[\s(<])www\./iu.test(content);
}

function bare(text: string): string {
  return text.replace(unseen, '');
}

/** Everything in a text that may be read as the name of a host, as it would be asked for. */
function hostsIn(content: string): string[] {
  const pieces = bare(content)
    .normalize('NFKC')
    .replaceAll('\u3002', '.')
    .split(notOfHost)
    .map(unescaped)
    .filter((piece) => piece.includes('.') && piece.length <= hostMax * 2);
  return [...new Set(pieces.map(asciiHost))].filter((host) => host !== '' && host.length <= hostMax);
}

/** `evil%2eexample` leads where `evil.example` does. */
function unescaped(piece: string): string {
  if (!piece.includes('%')) return piece;
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

function asciiHost(host: string): string {
  let [start, end] = [0, host.length];
  while (start < end && isEdge(host[start])) start += 1;
  while (end > start && isEdge(host[end - 1])) end -= 1;
  const trimmed = host.slice(start, end).toLowerCase();
  return domainToASCII(trimmed) || trimmed;
}

function isEdge(sign: string | undefined): boolean {
  return sign === '.' || sign === '-';
}

/** A site, or one below it. */
function findSite(hosts: readonly string[], sites: ReadonlySet<string>): string | null {
  if (sites.size === 0) return null;
  for (const host of hosts) {
    for (let at = 0; at >= 0; at = next(host, at)) {
      const part = host.slice(at);
      if (sites.has(part)) return part;
    }
  }
  return null;
}

function next(host: string, at: number): number {
  const dot = host.indexOf('.', at);
  return dot < 0 ? -1 : dot + 1;
}
