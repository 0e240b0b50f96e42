import { useMemo } from 'react';
import { createSecondFactorActions } from '@confab/client/second-factor';
import { useClient } from '../../session/client.ts';
import { FactorList } from './FactorList.tsx';

/** In the settings. */
export function OwnFactors() {
  const { rest } = useClient();
  const actions = useMemo(() => createSecondFactorActions(rest), [rest]);
  return <FactorList actions={actions} />;
}
