import { useEffect, useState } from 'react';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { listenForPeople, type PersonTarget } from './person-target.ts';

const PersonCard = lazySurface(async () => (await import('./PersonCard.tsx')).PersonCard, DialogFailure, {
  prefetchOrder: 50,
});

/** The card of whoever was pressed on: wherever the page names somebody by `data-person`. */
export function PersonLayer() {
  const [target, setTarget] = useState<PersonTarget | null>(null);
  useEffect(() => {
    const stop = listenForPeople(setTarget);
    function onClick({ target: pressed }: MouseEvent): void {
      const named = pressed instanceof Element ? pressed.closest<HTMLElement>('[data-person]') : null;
      const userId = named?.dataset['person'];
      if (named && userId) setTarget({ userId, anchor: named });
    }
    document.addEventListener('click', onClick);
    return () => {
      stop();
      document.removeEventListener('click', onClick);
    };
  }, []);
  if (target === null) return null;
  const close = (): void => setTarget(null);
  return <PersonCard key={target.userId} {...target} onClose={close} onGiveUp={close} />;
}
