import { useLateRegistryState, useRegistry } from '../registry/registry.ts';
import { PaneFailure } from '../ui/SurfaceFailure.tsx';
import { UnknownPane } from '../ui/UnknownPane.tsx';

/** An address that a first look knows nothing of. What comes later may: until it is here nothing is said to be missing. */
export function UnknownPlace() {
  const { late } = useRegistry();
  const state = useLateRegistryState();
  if (state.status === 'waiting') return null;
  if (state.status === 'here') return <UnknownPane />;
  return <PaneFailure kind={state.failure} onRetry={() => void late.fetch()} onGiveUp={null} />;
}
