import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from '../lib/router/index.ts';
import { SessionProvider } from '../session/SessionProvider.tsx';
import { loadLanguage } from '../lib/language.ts';
import { lazySurface } from '../ui/lazy-surface.tsx';
import { PaneFailure } from '../ui/SurfaceFailure.tsx';
import { App } from './App.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { readSecureAddress } from './secure-address.ts';

const HttpsScreen = lazySurface(async () => (await import('./HttpsScreen.tsx')).HttpsScreen, PaneFailure);
const language = loadLanguage();
// English is here already. A language that can't be fetched is no reason to show nothing.
if (language === null) draw();
else void language.then(draw, draw);

function draw(): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  const secureAddress = readSecureAddress();
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        {secureAddress === null ? (
          <Router>
            <SessionProvider>
              <App />
            </SessionProvider>
          </Router>
        ) : (
          <HttpsScreen address={secureAddress} />
        )}
      </ErrorBoundary>
    </StrictMode>,
  );
}
