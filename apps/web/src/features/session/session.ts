import type { OwnUser } from '@confab/protocol';
import { createContext, use } from 'react';

/** Who is logged in on this page, as far as the server has said. */
export type Session = {
  /** `unreachable`: the server could not be asked yet; it is asked again by itself. */
  status: 'unknown' | 'unreachable' | 'in' | 'out';
  me: OwnUser | null;
  /** Asks the server again: after logging in or out, and when the live connection says that the session ended. */
  refresh: () => void;
};

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionProvider above it');
  return session;
}
