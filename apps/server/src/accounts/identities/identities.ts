import type { SignInRules } from '../../config/index.ts';
import type { Identity, KnownIdentity, PersonOfProvider } from './identity.ts';

/** People for whom another vouches: see `Identity`. */
export interface Identities {
  /** The account of somebody who comes in now, made if need be. Throws an `ApiError` where they may not. */
  enterAs(identity: Identity, rules: SignInRules): Promise<string>;
  /** From now on the account is entered by it too. */
  connect(userId: string, identity: Identity, rules: SignInRules): Promise<void>;
  /** No longer. Throws `forbidden` where it is their last way in. */
  disconnect(userId: string, provider: string): Promise<void>;
  /** Whether it vouches for them, and whether they would be let in without it. */
  ofPerson(userId: string, provider: string): Promise<{ isConnected: boolean; hasOtherWay: boolean }>;
  /** All whom a provider vouched for, some at a time, in the order of their subjects; the next begin after the last of these. */
  list(provider: string, page: { after: string; limit: number }): Promise<PersonOfProvider[]>;
  /** The directory knows them again. Who is out for another reason stays out. */
  bringBack(person: KnownIdentity): Promise<void>;
  followGroups(userId: string, groups: readonly string[], rules: SignInRules): Promise<void>;
}
