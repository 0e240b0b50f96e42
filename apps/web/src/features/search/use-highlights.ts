import { useEffect } from 'react';
import { anyOf } from './found-words.ts';

const name = 'found';
/** In the message where one is. */
const nameHere = 'found-here';

/**
 * Marks the words in the messages that are on the screen, and more in that which was sent at `here`; with `there`, in that one alone.
 * What they are made of stays as it is: the browser paints over it.
 */
export function useHighlights(words: readonly string[], here: string | null, where: 'all' | 'there' = 'all'): void {
  useEffect(() => {
    const main = document.getElementById('main');
    if (words.length === 0 || main === null || !('highlights' in CSS)) return;
    const any = anyOf(words);
    let frame = 0;
    const paint = (): void => {
      frame = 0;
      const articles = [...main.querySelectorAll('[role="log"] article')];
      const current = articles.filter((article) => article.querySelector('time')?.dateTime === here);
      CSS.highlights.set(name, new Highlight(...rangesIn(where === 'all' ? articles : current, any)));
      if (where === 'there') return;
      const marked = new Highlight(...rangesIn(current, any));
      marked.priority = 1;
      CSS.highlights.set(nameHere, marked);
    };
    const observer = new MutationObserver(() => (frame ||= requestAnimationFrame(paint)));
    observer.observe(main, { childList: true, subtree: true, characterData: true });
    paint();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(name);
      CSS.highlights.delete(nameHere);
    };
  }, [words, here, where]);
}

function rangesIn(articles: readonly Element[], any: RegExp): Range[] {
  return articles.flatMap((article) => {
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const ranges: Range[] = [];
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      for (const { index, 0: found } of (node.nodeValue ?? '').matchAll(any)) {
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + found.length);
        ranges.push(range);
      }
    }
    return ranges;
  });
}
