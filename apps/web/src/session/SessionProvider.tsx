import { ApiError } from '@confab/client/rest';
import { getMe } from '@confab/protocol/accounts/paths';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { rest } from '../lib/rest.ts';
import { SessionContext, type Session } from './session.ts';

type Answer = Pick<Session, 'status' | 'me' | 'restricted'>;
type Known = Answer & Pick<Session, 'former' | 'isTakenOver'>;

const retryMs = 2_000;
/** The pages of one browser share its cookie: a page that logs in or out tells the others. */
const channelName = 'confab.session';

export function SessionProvider({ children }: { children: ReactNode }) {
  const [known, setKnown] = useState<Known>(() => ({
    status: firstGuess(),
    me: null,
    former: null,
    isTakenOver: false,
  }));
  const asking = useRef<AbortController | null>(null);

  const refresh = useCallback(() => {
    asking.current?.abort();
    const current = new AbortController();
    asking.current = current;
    void askUntilAnswered(current.signal, (next) => setKnown((before) => learn(before, next)));
  }, []);

  const refreshEverywhere = useCallback(() => {
    refresh();
    const channel = new BroadcastChannel(channelName);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of this origin
    channel.postMessage('changed');
    channel.close();
  }, [refresh]);

  useEffect(() => {
    if (firstGuess() === 'unknown') refresh();
    const channel = new BroadcastChannel(channelName);
    channel.addEventListener('message', refresh);
    return () => {
      channel.close();
      asking.current?.abort();
    };
  }, [refresh]);

  const session = useMemo(() => ({ ...known, refresh, refreshEverywhere }), [known, refresh, refreshEverywhere]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

/**
 * A page that the server wrote for a request without a session need not ask: nobody is logged in. One that comes out of
 * the history may be older than that.
 */
function firstGuess(): 'unknown' | 'out' {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isFresh = visit?.type === 'navigate' || visit?.type === 'reload';
  return isFresh && document.documentElement.dataset['session'] === 'none' ? 'out' : 'unknown';
}

function learn(before: Known, next: Answer): Known {
  // A server that is away for a moment logs nobody out.
  if (next.status === 'unreachable' && before.status === 'in') return before;
  if (next.me !== null && next.me.id === before.me?.id) return { ...before, ...next };
  const isTakenOver = next.status === 'in' && before.status === 'in';
  return { ...next, isTakenOver, former: before.me ?? before.former };
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
    const { user, restricted } = await rest.call(getMe, {}, { signal });
    return { status: 'in', me: user, restricted };
  } catch (error) {
    const isRefused = error instanceof ApiError && error.status === 401;
    return { status: isRefused ? 'out' : 'unreachable', me: null };
  }
}
