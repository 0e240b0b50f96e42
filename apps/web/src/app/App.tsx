import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useSession } from '../features/session/session.ts';
import { StartScreen } from './StartScreen.tsx';

const LoginPage = lazy(async () => ({ default: (await import('../features/auth/LoginPage.tsx')).LoginPage }));
const RegisterPage = lazy(async () => ({ default: (await import('../features/auth/RegisterPage.tsx')).RegisterPage }));
const Workspace = lazy(async () => ({ default: (await import('./Workspace.tsx')).Workspace }));

export function App() {
  return (
    <Suspense fallback={<StartScreen />}>
      <Routes>
        <Route path="/login" element={<ForVisitors page={<LoginPage />} />} />
        <Route path="/register" element={<ForVisitors page={<RegisterPage />} />} />
        <Route path="*" element={<ForMembers page={<Workspace />} />} />
      </Routes>
    </Suspense>
  );
}

/** Whoever is logged in goes on to where they wanted to go. */
function ForVisitors({ page }: { page: ReactNode }) {
  const { status } = useSession();
  const location = useLocation();
  if (status === 'in') return <Navigate to={wantedPath(location.state)} replace />;
  return status === 'out' ? page : <StartScreen isUnreachable={status === 'unreachable'} />;
}

/** Whoever is not logged in is sent to log in, and comes back to the same address. */
function ForMembers({ page }: { page: ReactNode }) {
  const { status } = useSession();
  const location = useLocation();
  if (status === 'out') {
    const from = location.pathname + location.search + location.hash;
    return <Navigate to="/login" state={{ from }} replace />;
  }
  return status === 'in' ? page : <StartScreen isUnreachable={status === 'unreachable'} />;
}

/** Only a path of this app: never an address elsewhere, whatever a history entry holds. */
function wantedPath(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : '/';
}
