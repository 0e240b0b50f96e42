import type { CompletionSource } from '../../../registry/completion.ts';
import { isInCode } from '../../../lib/is-in-fence.ts';

/** The character that offers something, and what was typed after it up to the caret. */
export type Word = { source: CompletionSource; from: number; query: string };

/** No name is longer that anybody would type out. */
const longest = 40;
const goesOn = /[\p{L}\p{N}_@#:/.\\-]/u;
/** They write no spaces between words. As packages/text finds mentions. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u;

/** What is being typed at the caret, where a source has something to offer for it. */
export function findWord(text: string, caret: number, sources: readonly CompletionSource[]): Word | null {
  for (let at = caret - 1; at >= Math.max(0, caret - longest); at--) {
    const character = text.charAt(at);
    if (/\s/u.test(character)) return null;
    const source = sources.find(({ trigger }) => trigger === character);
    if (source === undefined || !beginsWord(text, at)) continue;
    const query = text.slice(at + 1, caret);
    if (query.includes(character)) return null;
    return query.length >= source.minLength && !isInCode(text, at) ? { source, from: at, query } : null;
  }
  return null;
}

function beginsWord(text: string, at: number): boolean {
  const before = /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  return !goesOn.test(before) || unspaced.test(before);
}
