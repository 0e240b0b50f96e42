import { Fragment, type ReactNode } from 'react';
import { matchPath, Redirect, useLocation } from '../lib/router/index.ts';
import { isFirstAccount } from '../lib/is-first-account.ts';
import { LoginPage, RegisterPage } from '../features/auth/index.ts';
import { useSession } from '../session/session.ts';
import { lazySurface } from '../ui/lazy-surface.tsx';
import { PaneFailure } from '../ui/SurfaceFailure.tsx';
import { StartScreen } from './StartScreen.tsx';

const OddSession = lazySurface(async () => (await import('./OddSession.tsx')).OddSession, PaneFailure);
const Workspace = lazySurface(async () => (await import('./Workspace.tsx')).Workspace, PaneFailure);

const starting = <StartScreen />;

export function App() {
  const { pathname } = useLocation();
  if (matchPath('/login', pathname)) return <ForVisitors page={<LoginPage fallback={starting} />} />;
  if (matchPath('/register', pathname)) return <ForVisitors page={<RegisterPage fallback={starting} />} />;
  return <ForMembers page={<Workspace fallback={starting} />} />;
}

/** Whoever is logged in goes on to where they wanted to go. */
function ForVisitors({ page }: { page: ReactNode }) {
  const { status, me } = useSession();
  const location = useLocation();
  // A link that was followed, and what a provider answered, are used here also by somebody who is logged in.
  if (status === 'in' && !/[?&]state=|^#t=/.test(location.search || location.hash))
    return <Redirect to={wantedPath(location.state, me?.id ?? null)} />;
  return status === 'out' || status === 'in' ? page : <StartScreen isUnreachable={status === 'unreachable'} />;
}

/** Whoever is not logged in is sent to log in, where anybody could, and comes back to the same address. */
function ForMembers({ page }: { page: ReactNode }) {
  const { status, me, former, isTakenOver, restricted } = useSession();
  const location = useLocation();
  if (status === 'out') {
    const from = location.pathname + location.search + location.hash;
    const to = isFirstAccount() && former === null ? '/register' : '/login';
    return <Redirect to={to} state={{ from, userId: former?.id ?? null }} />;
  }
  if (isTakenOver || restricted) return <OddSession fallback={starting} />;
  // Another person's page is another page: nothing of what it held is kept.
  if (status === 'in') return <Fragment key={me?.id}>{page}</Fragment>;
  return <StartScreen isUnreachable={status === 'unreachable'} />;
}

/** Only a path of this app: never an address elsewhere, whatever a history entry holds. And only the person's own. */
function wantedPath(state: unknown, myId: string | null): string {
  const userId = typeof state === 'object' && state !== null && 'userId' in state ? state.userId : null;
  if (userId !== null && userId !== myId) return '/';
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : '/';
}
