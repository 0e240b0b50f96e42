import { useEffect, useEffectEvent } from 'react';
import type { SurfaceFailureProps } from '../../ui/SurfaceFailure.tsx';

const retryMs = 4_000;

/** Whoever writes is not disturbed: one can write and send without help, which comes when it can. */
export function AssistantFailure({ kind, onRetry }: SurfaceFailureProps) {
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    if (kind !== 'network') return;
    const timer = setInterval(() => retry(), retryMs);
    return () => clearInterval(timer);
  }, [kind]);
  return null;
}
