import { useEffect, useEffectEvent } from 'react';
import { navigate, type NavigateOptions } from './history.ts';

/** Sends whoever comes here elsewhere, in the place of this entry of the history. */
export function Redirect({ to, state }: { to: string } & Pick<NavigateOptions, 'state'>) {
  const redirect = useEffectEvent(() => navigate(to, { replace: true, state }));
  useEffect(() => redirect(), []);
  return null;
}
