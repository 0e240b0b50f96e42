declare global {
  interface Window {
    /** What the page noted about itself; times in milliseconds since it was asked for. */
    measured: { readableMs: number | null; usableMs: number | null; shift: number };
  }
}

/** Selectors; the moment counts in which something that matches has been painted. */
export interface Milestones {
  /** What one came for. */
  readable: string;
  /** The app itself, which may come later than what one can read. */
  usable: string;
}

/** Runs in the page, before anything of it. */
export function watchPage({ readable, usable }: Milestones): void {
  window.measured = { readableMs: null, usableMs: null, shift: 0 };
  const selectors = [
    ['readableMs', readable],
    ['usableMs', usable],
  ] as const;
  for (const [name, selector] of selectors) {
    const watcher = new MutationObserver(() => {
      const isThere = [...document.querySelectorAll<HTMLElement>(selector)].some(
        (element) => element.getBoundingClientRect().height > 0 && element.checkVisibility(),
      );
      if (!isThere) return;
      watcher.disconnect();
      // The frame that is being made, then the next: by then it has been painted.
      requestAnimationFrame(() => requestAnimationFrame(() => (window.measured[name] = performance.now())));
    });
    watcher.observe(document, { childList: true, subtree: true, characterData: true });
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) window.measured.shift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}
