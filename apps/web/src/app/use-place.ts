import { useSyncExternalStore } from 'react';
import { useLocation } from '../lib/router/index.ts';
import type { Registry } from '../registry/registry.ts';
import { placeAt, type Place } from './place.ts';

/** Where the page is. An address that a first look knows nothing of is looked up again among what came later. */
export function usePlace(registry: Registry): Place {
  const { pathname, state } = useLocation();
  const place = placeAt(pathname, state, registry);
  const { late } = registry;
  const later = useSyncExternalStore(late.subscribe, () => (place.type === 'unknown' ? late.read() : null));
  if (later?.status !== 'here') return place;
  return placeAt(pathname, state, { ...registry, pages: later.value.pages });
}
