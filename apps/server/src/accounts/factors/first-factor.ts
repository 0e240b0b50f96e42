import type { LogInStep, SignedIn } from '@confab/protocol';

export type LogInMethod = 'password' | 'passkey' | 'magic-link' | 'oidc' | 'ldap' | 'registered';

/** What somebody has shown so far. Whoever hands it over has proven it, and counted what failed. */
/** A session elsewhere that one of ours began with, and is to end with. */
export interface ProviderSession {
  provider: string;
  subject: string;
  /** Empty where the provider names none. */
  sid: string;
}

export interface FirstFactor {
  userId: string;
  method: LogInMethod;
  /** The account's password, hashed, as it was when they showed it. Left out: as it is now. */
  password?: string | null;
  /** They showed two at once: a passkey whose device asked who it is. */
  isBoth?: true;
  begunAt?: ProviderSession;
  /** Nobody has logged in to the account yet: no device of theirs could tell of a new one. */
  isFirst?: boolean;
}

export type LogInEnd = { signedIn: SignedIn; sessionId: string } | { secondFactor: LogInStep };
