import { frontLock } from '../../lib/known-person.ts';

/**
 * The pages of one person in one browser, which know of each other by Web Locks: those go with their page, however it ends. Where
 * there are none each page speaks for itself; the system shows one notification for a chat all the same.
 */
export type OneOfMany = {
  /** One of them speaks: it shows, sounds and counts. */
  isSpeaker: () => boolean;
  /** Somebody has one of them before them. */
  isAnyLookedAt: () => Promise<boolean>;
  stop: () => void;
};

export function joinOthers(userId: string, onSpeaker: () => void): OneOfMany {
  const { locks } = navigator as { locks?: LockManager };
  const frontName = frontLock(userId);
  const stopping = new AbortController();
  let isSpeaker = locks === undefined;
  let leaveFront: (() => void) | null = null;

  void hold(locks, { name: `confab.alerts ${userId}`, mode: 'exclusive', signal: stopping.signal }, () => {
    isSpeaker = true;
    onSpeaker();
  });

  function look(): void {
    const isFront = isLookedAt();
    if (isFront === (leaveFront !== null)) return;
    if (!isFront) {
      leaveFront?.();
      leaveFront = null;
      return;
    }
    const leaving = new AbortController();
    leaveFront = () => leaving.abort();
    void hold(locks, { name: frontName, mode: 'shared', signal: leaving.signal }, () => undefined);
  }
  look();
  window.addEventListener('focus', look);
  window.addEventListener('blur', look);
  document.addEventListener('visibilitychange', look);

  return {
    isSpeaker: () => isSpeaker,
    async isAnyLookedAt() {
      if (isLookedAt()) return true;
      const { held = [] } = (await locks?.query()) ?? {};
      return held.some(({ name }) => name === frontName);
    },
    stop() {
      isSpeaker = false;
      stopping.abort();
      leaveFront?.();
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    },
  };
}

export function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

type Hold = { name: string; mode: LockMode; signal: AbortSignal };

/** Until `signal` says so, or the page is gone. */
async function hold(locks: LockManager | undefined, { name, ...how }: Hold, onHeld: () => void): Promise<void> {
  const isOver = new Promise<void>((resolve) => how.signal.addEventListener('abort', () => resolve()));
  try {
    await locks?.request(name, how, async () => {
      onHeld();
      await isOver;
    });
  } catch {
    // Given up before it was its turn.
  }
}
