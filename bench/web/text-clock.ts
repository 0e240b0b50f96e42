/** What runs in the page to measure how long it takes to show a message. Times in milliseconds. */
declare global {
  interface Window {
    texts: {
      /** From the frame of the socket that brings the next message until its row has been painted. */
      nextShownMs: () => Promise<number>;
      /** Shows all of the newest message; 0 where it is not folded. */
      unfoldMs: () => Promise<number>;
    };
  }
}

/** Before anything of the page. */
export function watchTexts(): void {
  let arrivedAt = 0;
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      // The first to hear of it.
      this.addEventListener('message', ({ data }) => {
        if (typeof data === 'string' && data.startsWith('{"type":"message"')) arrivedAt = performance.now();
      });
    }
  };

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

  async function until(isThere: () => boolean): Promise<void> {
    const from = performance.now();
    while (!isThere()) {
      if (performance.now() - from > 20_000) throw new Error('The message is not shown.');
      await afterPaint();
    }
    await afterPaint();
  }

  window.texts = {
    async nextShownMs() {
      const before = newest()?.dataset['row'];
      await until(() => newest()?.dataset['row'] !== before);
      return performance.now() - arrivedAt;
    },
    async unfoldMs() {
      const button = newest()?.querySelector<HTMLElement>('button[aria-expanded="false"]');
      if (!button) return 0;
      const from = performance.now();
      button.click();
      await afterPaint();
      return performance.now() - from;
    },
  };
}
