import type { ConfabClient } from '@confab/client';
import { isComposing } from '../../lib/is-composing.ts';
import { navigate } from '../../lib/router/index.ts';
import { isInDialog, isTyping } from '../../registry/key.ts';
import { addressedChat } from '../switching/index.ts';
import { canSearch } from './can-search.ts';
import { closeFind, findFieldId, openFind } from './find-target.ts';

/** Listens here and not with the keys of the first look, which hold no more than has to be there at once. */
export function listenForSearch(client: ConfabClient): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || isComposing(event) || isInDialog(event.target)) return;
    if (!canSearch(client.getState())) return;
    if (isEverywhereKey(event)) navigate('/search');
    else if (isFindKey(event) && addressedChat() !== null) openFind(addressedChat() ?? '');
    else return;
    event.preventDefault();
  }
  window.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
    closeFind();
  };
}

function isEverywhereKey({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  if (key === '/' && !ctrlKey && !metaKey && !altKey) return !isTyping(target);
  return key.toLowerCase() === 'f' && shiftKey && ctrlKey !== metaKey && !altKey;
}

/** In the field itself it is the browser's own: whoever presses it again wants that. */
function isFindKey({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  const isKey = key.toLowerCase() === 'f' && ctrlKey !== metaKey && !altKey && !shiftKey;
  return isKey && !(target instanceof Element && target.id === findFieldId);
}
