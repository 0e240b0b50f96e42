import { tokenOfLink } from '@confab/protocol/recovery/link';
import { useState } from 'react';
import { useLocation, useNavigate } from '../../lib/router/index.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { LoginPage } from './LoginPage.tsx';

const ReturnPage = lazySurface(async () => (await import('./ReturnPage.tsx')).ReturnPage, PaneFailure);
const Recovery = lazySurface(async () => (await import('./Recovery.tsx')).Recovery, PaneFailure);

/** One logs in, or comes in by a link. */
export function LogInScreen() {
  const location = useLocation();
  const navigate = useNavigate();
  const [isForgotten, setForgotten] = useState(false);
  // A provider sends people back here, with what it answers.
  const [isBack, setBack] = useState(() => new URLSearchParams(window.location.search).has('state'));
  const token = tokenOfLink(location.hash);
  function goBack(): void {
    setForgotten(false);
    // The link is in the history no more than in the address.
    if (token !== null) navigate('/login', { replace: true, state: location.state });
  }
  if (isBack) return <ReturnPage fallback={null} onSecondStep={() => setBack(false)} />;
  return token !== null || isForgotten ? (
    <Recovery token={token} onBack={goBack} />
  ) : (
    <LoginPage onForgotten={() => setForgotten(true)} />
  );
}
