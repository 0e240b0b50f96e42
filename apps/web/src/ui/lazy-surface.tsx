import { Component, useEffect, useSyncExternalStore, type ComponentType, type ReactNode } from 'react';
import { createChunk } from '../lib/chunk.ts';
import type { SurfaceFailureProps } from './SurfaceFailure.tsx';

/** Says what went wrong, in the place of the surface. */
type Failing = ComponentType<SurfaceFailureProps>;

type SurfaceProps = {
  /** Stands here until the surface is loaded. */
  fallback?: ReactNode;
  /** Does without the surface; left out where there is no way around it. */
  onGiveUp?: () => void;
};

/** A surface that is a file of its own. */
export type Surface<Props> = ComponentType<Props & SurfaceProps> & {
  /** Loads it ahead of time. Never rejects. */
  prefetch: () => Promise<void>;
};

/**
 * A part of the page that is loaded when it is shown first, or ahead of that. Whatever becomes of it stays its own
 * affair: while it can't be loaded, or when it breaks, its place says so and offers a way on, and the rest of the page
 * lives.
 */
export function lazySurface<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Failure: Failing,
): Surface<Props> {
  const chunk = createChunk(load);

  function LazySurface({ fallback = null, onGiveUp, ...own }: Props & SurfaceProps): ReactNode {
    const state = useSyncExternalStore(chunk.subscribe, chunk.read);
    useEffect(() => void chunk.fetch(), []);
    const giveUp = onGiveUp ?? null;
    if (state.status === 'waiting') return fallback;
    if (state.status === 'failed') {
      return <Failure kind={state.failure} onRetry={() => void chunk.fetch()} onGiveUp={giveUp} />;
    }
    const { value: Loaded } = state;
    return (
      <Boundary Failure={Failure} onGiveUp={giveUp}>
        {/* What is left of the properties is what the surface itself takes. */}
        <Loaded {...(own as unknown as Props)} />
      </Boundary>
    );
  }
  return Object.assign(LazySurface, { prefetch: chunk.fetch });
}

type BoundaryProps = { Failure: Failing; onGiveUp: (() => void) | null; children: ReactNode };

/** Keeps a fault of the surface from taking the page with it. */
class Boundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    const { Failure, onGiveUp, children } = this.props;
    if (!this.state.hasFailed) return children;
    return <Failure kind="fault" onRetry={() => this.setState({ hasFailed: false })} onGiveUp={onGiveUp} />;
  }
}
