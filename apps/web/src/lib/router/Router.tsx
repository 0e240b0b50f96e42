import { startTransition, useEffect, useState, type ReactNode } from 'react';
import { LocationContext, readLocation, subscribe } from './history.ts';

/** Tells what is inside where the page is. What a new address brings may take its time: keys are answered meanwhile. */
export function Router({ children }: { children: ReactNode }) {
  const [location, setLocation] = useState(readLocation);
  useEffect(() => {
    const follow = (): void => startTransition(() => setLocation(readLocation()));
    // Something may have gone elsewhere before this listens.
    follow();
    return subscribe(follow);
  }, []);
  return <LocationContext value={location}>{children}</LocationContext>;
}
