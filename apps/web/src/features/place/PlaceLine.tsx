import { useState } from 'react';
import { useLocation, useNavigate } from '../../lib/router/index.ts';
import { plural, t } from '../../lib/words.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { Button } from '../../ui/Button.tsx';

/** What those who run the place are to decide: who may come in, and whom to let in. Put off, it comes back with the next visit. */
export function PlaceLine() {
  const account = useOwnAccount();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [isPutOff, setPutOff] = useState(false);
  // Where nothing is that it could stand before.
  if (account === null || isPutOff || pathname !== '/') return null;
  const { undecided: isUndecided = false, asking = 0 } = account;
  if (!isUndecided && asking === 0) return null;
  const go = (to: string): void => {
    setPutOff(true);
    navigate(to);
  };
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-0 z-20 grid justify-items-center px-3 pb-6 wide:start-sidebar">
      <div
        role="status"
        className="pointer-events-auto flex flex-wrap items-center justify-center gap-2 rounded-md bg-raised py-2 pe-2 ps-3.5 text-sm shadow-2"
      >
        <p className="text-pretty">
          {isUndecided
            ? t`Anyone who finds this address can make an account here. Decide who may join.`
            : t`${plural(asking, { one: '# person asks to come in', other: '# people ask to come in' })}`}
        </p>
        <span className="flex gap-2">
          <Button size="s" onClick={() => setPutOff(true)}>
            {t`Later`}
          </Button>
          <Button size="s" look="primary" onClick={() => go(isUndecided ? '/setup' : '/admin/people')}>
            {isUndecided ? t`Decide` : t`Show`}
          </Button>
        </span>
      </div>
    </div>
  );
}
