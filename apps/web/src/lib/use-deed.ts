import { useState } from 'react';
import { failureText } from './failure-text.ts';

type Deed = {
  isBusy: boolean;
  /** Why the last one was not done. */
  error: string | null;
  setError: (error: string | null) => void;
  /** Does it, and tells `done` where it worked. */
  run: (work: () => Promise<unknown>, done: () => void) => Promise<void>;
};

/** One thing that is asked of the server by a button of a dialog. */
export function useDeed(): Deed {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  async function run(work: () => Promise<unknown>, done: () => void): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await work();
      done();
    } catch (reason) {
      setError(failureText(reason));
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, error, setError, run };
}
