import { ApiError } from '@confab/client/rest';
import { finishOidc } from '@confab/protocol/oidc/paths';
import { useEffect, useEffectEvent, useState } from 'react';
import './place-words.ts';
import { failureText } from '../../lib/failure-text.ts';
import { rest } from '../../lib/rest.ts';
import { navigate } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { useSession } from '../../session/session.ts';
import { AuthCard } from './AuthCard.tsx';

type ReturnPageProps = {
  /** It is not all yet: the log-in page goes on from here. */
  onSecondStep: () => void;
};

type Outcome = { is: 'in'; to: string } | { is: 'second-factor' } | { is: 'refused'; words: string };

/** What a provider sent along does once, and is asked for once: also where the page is drawn twice. */
let handedOver: { answer: string; outcome: Promise<Outcome> } | null = null;

/** Where a provider sends people back to: hands over what came along, and goes on. */
export function ReturnPage({ onSecondStep }: ReturnPageProps) {
  const leave = useEffectEvent(onSecondStep);
  const { me, refreshEverywhere } = useSession();
  const [answer] = useState(() => window.location.search.slice(1));
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  usePageTitle(t`Log in`);

  useEffect(() => {
    let isHere = true;
    // Nobody needs it in the history, nor in the address that is copied or seen over one’s shoulder.
    window.history.replaceState(window.history.state, '', window.location.pathname);
    if (handedOver?.answer !== answer) handedOver = { answer, outcome: finish(answer) };
    const { outcome: awaited } = handedOver;
    const goOn = async (): Promise<void> => {
      const next = await awaited;
      if (!isHere) return;
      setOutcome(next);
      if (next.is === 'second-factor') {
        navigate('/login#second-step', { replace: true });
        leave();
      } else if (next.is === 'in') {
        // Where it goes on once the session is there: see App.
        navigate('/login', { replace: true, state: { from: next.to, userId: null } });
        refreshEverywhere();
      }
    };
    void goOn();
    return () => {
      isHere = false;
    };
  }, [answer, refreshEverywhere]);

  if (outcome?.is === 'refused') {
    return (
      <AuthCard title={me ? t`Not connected` : t`You’re not logged in`} subtitle={t`Confab at ${window.location.host}`}>
        <p role="alert" className="text-base">
          {outcome.words}
        </p>
        <p className="mt-4 text-sm">
          <a href={me ? '/settings#providers' : '/login'} className="font-semibold text-accent-text hover:underline">
            {me ? t`Back to the settings` : t`Back to the log-in page`}
          </a>
        </p>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t`Logging in…`} subtitle={t`Confab at ${window.location.host}`}>
      <p role="status" className="text-sm text-muted">
        {t`This takes a moment.`}
      </p>
    </AuthCard>
  );
}

async function finish(answer: string): Promise<Outcome> {
  try {
    const { to } = await rest.call(finishOidc, { body: { answer: answer === '' ? 'nothing' : answer } });
    return { is: 'in', to };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'second-factor-pending') return { is: 'second-factor' };
    return { is: 'refused', words: failureText(error) };
  }
}
