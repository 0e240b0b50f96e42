import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react';
import { createChunk } from './chunk.ts';

/** What can be read before all of it is here, and where it can't be had: `Still` stands in its place. */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Still: ComponentType<Props>,
): ComponentType<Props> {
  const chunk = createChunk(load);
  function Waiting(props: Props) {
    const state = useSyncExternalStore(chunk.subscribe, chunk.read);
    useEffect(() => void chunk.fetch(), []);
    const Part = state.status === 'here' ? state.value : Still;
    return <Part {...props} />;
  }
  return function LaterPart(props: Props) {
    // There are messages with a thousand of them: what need not wait listens to nothing. Nothing is made anew once it is here.
    const [Part] = useState(() => {
      const state = chunk.read();
      return state.status === 'here' ? state.value : Waiting;
    });
    return <Part {...props} />;
  };
}
