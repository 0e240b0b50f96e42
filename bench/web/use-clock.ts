/** What runs in the page to measure how it feels. Times in milliseconds. */
declare global {
  interface Window {
    timed: {
      /** Clicks on the chat in the list, until its messages have been painted. */
      openMs: (chatId: string) => Promise<number>;
      /** From each key to the letter in a page that is laid out again. */
      keysMs: number[];
      /** Between the frames while something scrolls. */
      framesMs: number[];
      watchFrames: (isWatching: boolean) => void;
    };
  }
}

export function watchUse(): void {
  const { port1, port2 } = new MessageChannel();
  let painted: (() => void) | null = null;
  port1.addEventListener('message', () => painted?.());
  port1.start();
  const afterPaint = (): Promise<void> =>
    new Promise((resolve) => {
      painted = resolve;
      requestAnimationFrame(() => port2.postMessage(null));
    });

  async function openMs(chatId: string): Promise<number> {
    const link = document.querySelector<HTMLElement>(`nav a[href$="/chats/${chatId}"]`);
    const from = performance.now();
    link?.click();
    for (;;) {
      await afterPaint();
      const isOpen = document.querySelector<HTMLElement>('textarea[data-chat-id]')?.dataset['chatId'] === chatId;
      if (isOpen && document.querySelector('[role="log"]:not([data-starting]) article'))
        return performance.now() - from;
      if (performance.now() - from > 20_000) throw new Error(`The chat ${chatId} does not open.`);
    }
  }

  const keysMs: number[] = [];
  let pressedAt = 0;
  window.addEventListener('keydown', () => (pressedAt = performance.now()), true);
  window.addEventListener('input', () => {
    const from = pressedAt;
    // After what the page does about it, and before the next key.
    queueMicrotask(() =>
      setTimeout(() => {
        document.body.getBoundingClientRect();
        keysMs.push(performance.now() - from);
      }),
    );
  });

  const framesMs: number[] = [];
  let isWatching = false;
  let before = 0;
  function frame(now: number): void {
    if (!isWatching) return;
    if (before > 0) framesMs.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  }
  window.timed = {
    openMs,
    keysMs,
    framesMs,
    watchFrames(next) {
      isWatching = next;
      before = 0;
      if (next) requestAnimationFrame(frame);
    },
  };
}
