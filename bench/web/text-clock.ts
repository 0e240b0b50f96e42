/** What runs in the page to wait for messages. */
declare global {
  interface Window {
    texts: {
      /** Of the row of the newest message. */
      newestKey: () => string | undefined;
      /** Until a newer one has been painted. */
      nextShown: (key: string | undefined) => Promise<void>;
      /** Shows all of the newest message, where it is folded, until that has been painted. */
      unfold: () => Promise<void>;
      /** Its beginning again, at the end of the chat. */
      tidyUp: () => Promise<void>;
    };
  }
}

/** Before anything of the page. */
export function watchTexts(): void {
  const { port1, port2 } = new MessageChannel();
  let painted: (() => void) | null = null;
  port1.addEventListener('message', () => painted?.());
  port1.start();
  const afterPaint = (): Promise<void> =>
    new Promise((resolve) => {
      painted = resolve;
      requestAnimationFrame(() => port2.postMessage(null));
    });
  const newest = (): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>('[role="log"] article[data-row]')].at(-1);

  const newestKey = (): string | undefined => newest()?.dataset['row'];
  // That of the whole message is the last of them.
  const toggleFold = (): void =>
    [...(newest()?.querySelectorAll<HTMLElement>('button[aria-expanded]') ?? [])].at(-1)?.click();

  window.texts = {
    newestKey,
    async nextShown(key) {
      const from = performance.now();
      while (newestKey() === key) {
        if (performance.now() - from > 20_000) throw new Error('The message is not shown.');
        await afterPaint();
      }
      // What it did to rows around it has been drawn by then.
      await afterPaint();
    },
    async unfold() {
      toggleFold();
      await afterPaint();
    },
    async tidyUp() {
      toggleFold();
      await afterPaint();
      document.querySelector('[role="log"]')?.scrollBy(0, Number.MAX_SAFE_INTEGER);
      await afterPaint();
    },
  };
}
