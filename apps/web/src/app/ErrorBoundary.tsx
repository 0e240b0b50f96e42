import { Component, type ReactNode } from 'react';
import { t } from '../lib/words.ts';
import { Button } from '../ui/Button.tsx';

type Props = { children: ReactNode };

/** A fault in a screen says so and offers a way on, instead of a blank page. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className="grid h-full place-items-center bg-surface px-6 text-center">
        <div>
          <h1 className="text-xl font-bold tracking-tighter">{t`Something went wrong`}</h1>
          <p className="mt-1 mb-5 text-muted">{t`Nothing you sent is lost. Reloading the page usually helps.`}</p>
          <Button look="primary" onClick={() => window.location.reload()}>
            {t`Reload`}
          </Button>
        </div>
      </main>
    );
  }
}
