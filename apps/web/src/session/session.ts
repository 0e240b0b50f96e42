import type { accountOperations, CallAnswer, OwnUser } from '@confab/protocol';
import { createContext, use } from 'react';

type Me = CallAnswer<(typeof accountOperations)['getMe']>;

/** Who is logged in on this page, as far as the server has said. */
export type Session = {
  /** `unreachable`: the server could not be asked yet; it is asked again by itself. */
  status: 'unknown' | 'unreachable' | 'in' | 'out';
  me: OwnUser | null;
  /** Whose page this was until the session became that of `me`, or ended; null for nobody's. */
  former: OwnUser | null;
  /** The session became that of `me` under a page of `former`. */
  isTakenOver: boolean;
  /** What they have to do before anything else: the server refuses all the rest. */
  restricted?: Me['restricted'];
  /** Asks the server again: when the live connection says that the session ended, or is another person's. */
  refresh: () => void;
  /** After logging in or out here: the other pages of this browser ask too. */
  refreshEverywhere: () => void;
};

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionProvider above it');
  return session;
}
