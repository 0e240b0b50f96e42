import type { Edit, Selected } from './edit.ts';

export function selectedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected {
  return { text: value, start: selectionStart, end: selectionEnd };
}

/** As if it had been typed: one step for the browser's own undo, which a changed `value` would end. */
export function applyEdit(field: HTMLTextAreaElement, { from, to, insert, start, end }: Edit): void {
  field.focus({ preventScroll: true });
  if (field.value.slice(from, to) !== insert) {
    field.setSelectionRange(from, to);
    replaceSelection(field, insert);
  }
  field.setSelectionRange(start, end);
}

/** In the place of what is selected. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  field.focus({ preventScroll: true });
  replaceSelection(field, text);
}

function replaceSelection(field: HTMLTextAreaElement, text: string): void {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else edits so that undo knows of it
  const isDone = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (isDone) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}
