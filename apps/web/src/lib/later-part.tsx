import { type ComponentType, useEffect, useSyncExternalStore } from 'react';
import { createChunk } from './chunk.ts';

/** What can be read before all of it is here, and where it can't be had: `Still` stands in its place. */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Still: ComponentType<Props>,
): ComponentType<Props> {
  const chunk = createChunk(load);
  return function LaterPart(props: Props) {
    const state = useSyncExternalStore(chunk.subscribe, chunk.read);
    useEffect(() => void chunk.fetch(), []);
    const Part = state.status === 'here' ? state.value : Still;
    return <Part {...props} />;
  };
}
