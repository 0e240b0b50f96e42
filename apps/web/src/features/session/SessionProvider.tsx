import { ApiError } from '@confab/client';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { rest } from '../../lib/rest.ts';
import { SessionContext, type Session } from './session.ts';

type Answer = Pick<Session, 'status' | 'me'>;

const retryMs = 2_000;

export function SessionProvider({ children }: { children: ReactNode }) {
  const [answer, setAnswer] = useState<Answer>({ status: 'unknown', me: null });
  const asking = useRef<AbortController | null>(null);

  const refresh = useCallback(() => {
    asking.current?.abort();
    const current = new AbortController();
    asking.current = current;
    void askUntilAnswered(current.signal, (next) => {
      // A server that is away for a moment logs nobody out.
      setAnswer((before) => (next.status === 'unreachable' && before.status === 'in' ? before : next));
    });
  }, []);

  useEffect(() => {
    refresh();
    return () => asking.current?.abort();
  }, [refresh]);

  const session = useMemo(() => ({ ...answer, refresh }), [answer, refresh]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

async function askUntilAnswered(signal: AbortSignal, report: (answer: Answer) => void): Promise<void> {
  while (!signal.aborted) {
    const answer = await askWhoThisIs(signal);
    if (signal.aborted) return;
    report(answer);
    if (answer.status !== 'unreachable') return;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

async function askWhoThisIs(signal: AbortSignal): Promise<Answer> {
  try {
    return { status: 'in', me: await rest.me({ signal }) };
  } catch (error) {
    const isRefused = error instanceof ApiError && error.status === 401;
    return { status: isRefused ? 'out' : 'unreachable', me: null };
  }
}
