import type { CompletionPlace, CompletionSource } from '../../../registry/completion.ts';
import { applyEdit } from '../editing/apply-edit.ts';
import { findWord } from './find-word.ts';

/** ":tada:" becomes what it names when its last character is typed. What was pasted or brought back by undo stays. */
export async function finishWord(
  event: Event,
  element: HTMLTextAreaElement,
  sources: readonly CompletionSource[],
  place: CompletionPlace,
): Promise<void> {
  if (!(event instanceof InputEvent) || event.isComposing) return;
  if (event.inputType === 'historyUndo') return unselect(element, sources);
  if (event.inputType !== 'insertText') return;
  const caret = element.selectionStart;
  const word = findWord(element.value, caret - 1, sources);
  if (!word?.source.whole || event.data !== word.source.trigger) return;
  const typed = element.value.slice(word.from, caret);
  const insert = await word.source.whole(word.query, place).catch(() => null);
  // One may have typed on.
  const { value, selectionStart, selectionEnd } = element;
  if (insert === null || document.activeElement !== element || !value.startsWith(typed, word.from)) return;
  if (selectionStart !== selectionEnd || selectionStart < caret) return;
  const at = selectionStart - typed.length + insert.length;
  applyEdit(element, { from: word.from, to: caret, insert, start: at, end: at });
}

/** Browsers select what undo brings back, once they have told of it: the next letter would take it away. */
function unselect(element: HTMLTextAreaElement, sources: readonly CompletionSource[]): void {
  requestAnimationFrame(() => {
    const { value, selectionStart, selectionEnd } = element;
    const word = findWord(value, selectionEnd - 1, sources);
    if (!word?.source.whole || word.from !== selectionStart || value[selectionEnd - 1] !== word.source.trigger) return;
    element.setSelectionRange(selectionEnd, selectionEnd);
  });
}
