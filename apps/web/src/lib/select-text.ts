/** Selects all of the element's words. On a touch screen, where they can't be selected else, they can until that ends. */
export function selectText(element: HTMLElement): void {
  element.dataset['selecting'] = '';
  window.getSelection()?.selectAllChildren(element);
  const watching = new AbortController();
  const onChange = (): void => {
    if (window.getSelection()?.isCollapsed === false) return;
    delete element.dataset['selecting'];
    watching.abort();
  };
  document.addEventListener('selectionchange', onChange, { signal: watching.signal });
}
