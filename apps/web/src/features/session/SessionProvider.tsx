import { ApiError } from '@confab/client';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { rest } from '../../lib/rest.ts';
import { SessionContext, type Session } from './session.ts';

type Answer = Pick<Session, 'status' | 'me'>;

const retryMs = 2_000;

export function SessionProvider({ children }: { children: ReactNode }) {
  const [answer, setAnswer] = useState<Answer>({ status: 'unknown', me: null });
  const [asked, setAsked] = useState(0);
  const refresh = useCallback(() => setAsked((count) => count + 1), []);

  useEffect(() => {
    const request = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    void askWhoThisIs(request.signal).then((next) => {
      if (request.signal.aborted) return;
      if (next.status === 'unreachable') retry = setTimeout(refresh, retryMs);
      // A server that is away for a moment logs nobody out.
      setAnswer((current) => (next.status === 'unreachable' && current.status === 'in' ? current : next));
    });
    return () => {
      request.abort();
      clearTimeout(retry);
    };
  }, [asked, refresh]);

  const session = useMemo(() => ({ ...answer, refresh }), [answer, refresh]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

async function askWhoThisIs(signal: AbortSignal): Promise<Answer> {
  try {
    return { status: 'in', me: await rest.me({ signal }) };
  } catch (error) {
    const isRefused = error instanceof ApiError && error.status === 401;
    return { status: isRefused ? 'out' : 'unreachable', me: null };
  }
}
