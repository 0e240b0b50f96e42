import type { IncomingHttpHeaders } from 'node:http';
import type { User } from '@confab/protocol';
import type { Caller } from '../http/index.ts';

/** What the rest of the server knows of people and their sessions. */
export interface Accounts {
  /** By session cookie, Bearer session token or Bearer JWT. Null where there is no valid one. */
  authenticate(headers: IncomingHttpHeaders): Promise<Caller | null>;
  /** Works once, within 30 s of its making. */
  redeemTicket(ticket: string): Promise<Caller | null>;
  /**
   * The session is still valid. Cached; every way of ending a session clears the cache on every node. `anew` reads it
   * from the database: what the bus has lost is found by it.
   */
  isLive(caller: Caller, options?: { anew?: boolean }): Promise<boolean>;
  /** The profiles of those that exist, `online` filled in. */
  users(ids: readonly string[]): Promise<Map<string, User>>;
}

export type WhoIsOnline = (userIds: readonly string[]) => Promise<Set<string>>;
