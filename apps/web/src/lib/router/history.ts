import { createContext, useContext } from 'react';

export type Place = { pathname: string; search: string; hash: string };
/** Where the page is. `state`: what the history's entry remembers beside the address; `key`: which entry it is. */
export type Location = Place & { state: unknown; key: string };
export type NavigateOptions = { replace?: boolean | undefined; state?: unknown };
export type NavigateFunction = (to: string | number | Place, options?: NavigateOptions) => void;

/** As the entries of the history have it: the name is that of the router that wrote them before. */
type Entry = { usr: unknown; key: string };

const listeners = new Set<() => void>();

export const LocationContext = createContext<Location>({ pathname: '/', search: '', hash: '', state: null, key: '' });

export function useLocation(): Location {
  return useContext(LocationContext);
}

/** Goes to an address of this page, or so many entries through the history. The address has changed when it returns. */
export const navigate: NavigateFunction = (to, { replace = false, state = null } = {}) => {
  if (typeof to === 'number') return window.history.go(to);
  const address = typeof to === 'string' ? to : addressOf(to);
  const entry: Entry = { usr: state, key: Math.random().toString(36).slice(2) };
  if (replace) window.history.replaceState(entry, '', address);
  else window.history.pushState(entry, '', address);
  for (const listener of listeners) listener();
};

export function useNavigate(): NavigateFunction {
  return navigate;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

export function readLocation(): Location {
  const { pathname, search, hash } = window.location;
  const entry: unknown = window.history.state;
  return {
    pathname,
    search,
    hash,
    state: typeof entry === 'object' && entry !== null && 'usr' in entry ? entry.usr : null,
    key: typeof entry === 'object' && entry !== null && 'key' in entry ? String(entry.key) : '',
  };
}

export function addressOf({ pathname, search, hash }: Place): string {
  return pathname + search + hash;
}
