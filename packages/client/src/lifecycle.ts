/** What the machine says about itself: a browser has it, Node has not. */
export interface Lifecycle {
  /** Calls `run` when the network came or went, or the page is looked at again. Call the result to stop. */
  onWake(run: () => void): () => void;
  /** Calls `run` when the page goes, perhaps for ever. Left out where nobody can tell. */
  onLeave?(run: () => void): () => void;
  /** Calls `run` when nobody sees the page any more: the last that a phone says of one that it ends. */
  onHide?(run: () => void): () => void;
}

export const systemLifecycle: Lifecycle = {
  onWake(run) {
    const stops = [
      listen(globalThis.window, 'online', run),
      listen(globalThis.window, 'offline', run),
      listen(globalThis.document, 'visibilitychange', runIfVisible),
    ];
    function runIfVisible(): void {
      if (globalThis.document.visibilityState === 'visible') run();
    }
    return () => {
      for (const stop of stops) stop();
    };
  },
  onLeave: (run) => listen(globalThis.window, 'pagehide', run),
  onHide(run) {
    const stops = [
      listen(globalThis.window, 'pagehide', run),
      listen(globalThis.document, 'visibilitychange', runIfHidden),
    ];
    function runIfHidden(): void {
      if (globalThis.document.visibilityState === 'hidden') run();
    }
    return () => {
      for (const stop of stops) stop();
    };
  },
};

function listen(target: EventTarget | undefined, type: string, run: () => void): () => void {
  target?.addEventListener(type, run);
  return () => target?.removeEventListener(type, run);
}
