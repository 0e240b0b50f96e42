import type { PlaceRole } from '@confab/protocol';

/** As the directory is called in `Identity`. */
export const directoryProvider = 'ldap';

/** Somebody whom another vouches for: a provider of OpenID Connect, or a directory. */
export interface Identity {
  /** Who vouches: `oidc:` and an issuer, or `ldap`. */
  provider: string;
  /** What it calls them: never another's there, and the same for good. */
  subject: string;
  /** As they would like to be called: made to fit, and to be free. */
  username: string;
  displayName: string;
  /** Shown there to be theirs; null: there is none that could be believed. */
  address: string | null;
  groups: readonly string[];
}

// No interface: an interface is no record.
export type IdentityTables = {
  identities: {
    provider: string;
    subject: string;
    user_id: string;
    at: number;
    seen_at: number;
    /** Since when the directory does not know them any more; 0 while it does. */
    gone_at: number;
  };
};

export interface KnownIdentity {
  provider: string;
  subject: string;
  userId: string;
  /** Since when the directory does not know them any more; 0 while it does. */
  goneAt: number;
}

export interface PersonOfProvider extends KnownIdentity {
  role: PlaceRole;
}
