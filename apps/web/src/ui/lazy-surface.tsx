import {
  Component,
  useCallback,
  useEffect,
  useState,
  useSyncExternalStore,
  type ComponentType,
  type ReactNode,
} from 'react';
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
export type Surface<Props> = ((props: Props & SurfaceProps) => ReactNode) & {
  /** Loads it ahead of time. Never rejects. */
  prefetch: () => Promise<void>;
  /** It is here, or can't be had for now. */
  isSettled: () => boolean;
  subscribe: (listener: () => void) => () => void;
};

/** In the order in which they are fetched ahead of time. */
const ahead: { order: number; prefetch: () => Promise<void> }[] = [];

type Ahead = {
  /** What a key or a tap opens in the middle of a thought comes first. Without one it is fetched when it is shown. */
  prefetchOrder?: number;
};

/**
 * A part of the page that is loaded when it is shown first, or ahead of that. Whatever becomes of it stays its own
 * affair: while it can't be loaded, or when it breaks, its place says so and offers a way on, and the rest of the page
 * lives.
 */
export function lazySurface<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Failure: Failing,
  { prefetchOrder }: Ahead = {},
): Surface<Props> {
  const chunk = createChunk(load);
  if (prefetchOrder !== undefined) ahead.push({ order: prefetchOrder, prefetch: chunk.fetch });

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
  return Object.assign(LazySurface, {
    prefetch: chunk.fetch,
    isSettled: () => chunk.read().status !== 'waiting',
    subscribe: chunk.subscribe,
  });
}

/** One after the other: what is wanted meanwhile need not wait for all of them. */
export async function prefetchSurfaces(signal: AbortSignal): Promise<void> {
  for (const { prefetch } of ahead.toSorted((a, b) => a.order - b.order)) {
    if (signal.aborted) return;
    await prefetch();
  }
}

type Settling = Pick<Surface<never>, 'prefetch' | 'isSettled' | 'subscribe'>;

/** For surfaces that are to be shown together, the same at each call: loads them, and tells when each is here or says why not. */
export function useAreSettled(surfaces: readonly Settling[]): boolean {
  const [all] = useState(surfaces);
  const isSettled = useSyncExternalStore(
    useCallback(
      (listener) => {
        const stops = all.map(({ subscribe }) => subscribe(listener));
        return () => stops.forEach((stop) => stop());
      },
      [all],
    ),
    () => all.every((one) => one.isSettled()),
  );
  useEffect(() => all.forEach(({ prefetch }) => void prefetch()), [all]);
  return isSettled;
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
