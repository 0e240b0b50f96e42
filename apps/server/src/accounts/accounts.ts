import type { IncomingHttpHeaders } from 'node:http';
import type { User } from '@confab/protocol';
import type { PlaceRole } from '@confab/protocol/place-role';
import type { Caller, SessionName } from '../http/index.ts';
import type { FirstFactor, LogInEnd } from './factors/first-factor.ts';
import type { Exchange } from './factors/step-cookie.ts';
import type { SessionWatch } from './logged-in.ts';
import type { Identities } from './identities/identities.ts';

/** What the rest of the server knows of people and their sessions. */
export interface Accounts {
  /** As `authenticate` where that answers at once; else null. */
  known(headers: IncomingHttpHeaders): Caller | null;
  /** By session cookie, Bearer session token or Bearer JWT. Null where there is no valid one. */
  /** At once where the session is in memory. */
  authenticate(headers: IncomingHttpHeaders): Caller | null | Promise<Caller | null>;
  /** Works once, within 30 s of its making. */
  redeemTicket(ticket: string): Promise<Caller | null>;
  /**
   * The session is still valid. Cached; every way of ending a session clears the cache on every node. `anew` reads it
   * from the database: what the bus has lost is found by it.
   */
  isLive(session: SessionName, options?: { anew?: boolean }): Promise<boolean>;
  /** As `isLive`: whose it is by now, and as what. */
  liveCaller(session: SessionName, options?: { anew?: boolean }): Promise<Caller | null>;
  /** Their role is another, or they are not let in any more: every node reads their sessions anew. */
  sessionsChanged(userId: string): void;
  /** Where every way of logging in ends, see factors/finish-log-in.ts. Sets the cookies. */
  finishLogIn(exchange: Exchange, first: FirstFactor): Promise<LogInEnd>;
  /** Ends these sessions of theirs, here now and on every node within a second. Answers which there were. */
  endSessions(userId: string, which: SessionChoice): Promise<string[]>;
  /** For features that are to know who logs in, and where that ends. */
  watchSessions(watch: SessionWatch): void;
  /** Of a session that ended: the browser forgets it. */
  clearCookie(exchange: Exchange): void;
  /** Shows that it is the person themselves: by their password, or by having logged in a moment ago. Refuses with `invalid-request` or `forbidden`. */
  provePerson(caller: Caller, currentPassword: string | undefined): Promise<void>;
  /** What `provePerson` would ask for now. */
  wantedProof(caller: Caller): Promise<'none' | 'password' | 'log-in'>;
  /** A new password without the one before, see set-password.ts. Refuses one that is too easy with `invalid-request`. */
  setPassword(userId: string, newPassword: string, claim: () => Promise<void>): Promise<void>;
  /** Those for whom a provider or a directory vouches. */
  readonly identities: Identities;
  /** The profiles of those that exist as the viewer may see them, `online` filled in. Without a viewer nobody's `lastSeenAt` is told. */
  users(ids: readonly string[], viewerId?: string): Promise<Map<string, User>>;
  /** As whoever hides nothing of themselves sees them, as JSON: the same text as long as nothing of it changes. */
  encodedUsers(ids: readonly string[]): Promise<Map<string, EncodedUser>>;
  /**
   * The same as before `encodedUsers` was asked: nobody that it answered looks otherwise, until one of them is to be read anew.
   * Null where that can't be told, since who is online is known to many nodes.
   */
  lookVersion(): number | null;
  /** Whether somebody of this role finds everybody of the place. */
  seesEveryone(role: PlaceRole): boolean;
  /**
   * Those of these people who may be found by this one: all of them, or those with whom a chat is shared. `role` where it is
   * known. Whoever is deactivated or waits is no one to start anything with, and is none of them.
   */
  whoIsFound(viewer: { userId: string; role?: PlaceRole }, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** The same, with those who are not here any more: their names and pictures are seen, since they wrote something. */
  whoIsKnown(viewer: { userId: string; role?: PlaceRole }, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these people who hide this of themselves, and so are not told it of others (D43). */
  whoHide(what: Hidden, ids: readonly string[]): Promise<Set<string>>;
}

/** The JSON of a `User`, and what that person keeps to themselves. */
export interface EncodedUser {
  json: string;
  hides: ReadonlySet<Hidden>;
  /** Believed until then, on the clock that only goes on. */
  until: number;
}

/** What a person may keep to themselves: a field of their document `privacy`. */
export type Hidden = 'receipts' | 'lastSeen';

/** All of a person’s, all but one, or those that are named. */
export type SessionChoice = 'all' | { ids: string[] } | { allBut: string };

export interface WhoIsOnline {
  (userIds: readonly string[]): Promise<Set<string>>;
  /** Another once somebody has come or gone; null where not all of them are told of here. */
  version?(): number | null;
}
