import { useEffect } from 'react';
import { shownPlace } from './shown-place.ts';

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? shownPlace.name : `${title} · ${shownPlace.name}`;
  }, [title]);
}
