import { useCallback, useEffect, useRef, useState } from 'react';
import { failureText } from './failure-text.ts';

export type Answer<Value> = {
  /** The last one that came; null before the first. */
  value: Value | null;
  /** Why there is none, or no newer one. */
  error: string | null;
  isLoading: boolean;
  /** Asks again; what is shown stays meanwhile. */
  reload: () => void;
};

/** What the server answers to one question, asked when this is shown first and when `load` becomes another. */
export function useAnswer<Value>(load: (signal: AbortSignal) => Promise<Value>): Answer<Value> {
  const [state, setState] = useState<Omit<Answer<Value>, 'reload'>>({ value: null, error: null, isLoading: true });
  const request = useRef<AbortController | null>(null);
  const ask = useCallback(async () => {
    request.current?.abort();
    const { signal } = (request.current = new AbortController());
    try {
      const value = await load(signal);
      if (!signal.aborted) setState({ value, error: null, isLoading: false });
    } catch (reason) {
      if (!signal.aborted) setState((before) => ({ ...before, error: failureText(reason), isLoading: false }));
    }
  }, [load]);
  useEffect(() => {
    void ask();
    return () => request.current?.abort();
  }, [ask]);
  const reload = useCallback(() => {
    setState((before) => ({ ...before, error: null, isLoading: true }));
    void ask();
  }, [ask]);
  return { ...state, reload };
}
