declare global {
  interface Window {
    /** What the page noted about itself; times in milliseconds since it was asked for. */
    measured: { readableMs: number | null; shift: number };
  }
}

/**
 * Runs in the page, before anything of it. `readable` is a selector: the moment counts in which a match with words has
 * been painted.
 */
export function watchPage(readable: string): void {
  window.measured = { readableMs: null, shift: 0 };
  const watcher = new MutationObserver(look);
  function look(): void {
    const isThere = [...document.querySelectorAll<HTMLElement>(readable)].some(
      (element) => element.getBoundingClientRect().height > 0 && element.checkVisibility(),
    );
    if (!isThere) return;
    watcher.disconnect();
    // The frame that is being made, then the next: by then it has been painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        window.measured.readableMs = performance.now();
      }),
    );
  }
  watcher.observe(document, { childList: true, subtree: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) window.measured.shift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}
