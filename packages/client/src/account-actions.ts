import type { Afterwards, LinkPurpose, MyProviders, SignedIn } from '@confab/protocol';
import * as accounts from '@confab/protocol/accounts/paths';
import * as leaving from '@confab/protocol/leaving/paths';
import * as oidc from '@confab/protocol/oidc/paths';
import * as recovery from '@confab/protocol/recovery/paths';
import type { RestClient } from './rest.ts';

/** What is seldom done with an account: coming in by a link, going out everywhere, and going for good. */
export interface AccountActions {
  /**
   * Has a link mailed to the confirmed address of that account, by its username or address. It answers the same whether there is one. Where
   * `state.features` holds `log-in-links`; `not-found` elsewhere, `rate-limited` after a few.
   */
  askForLink(username: string, purpose: LinkPurpose): Promise<void>;
  /** What the token of a link is for. Rejects with `link-used-up` where it holds no more. Looking uses nothing up. */
  lookAtLink(token: string): Promise<{ purpose: LinkPurpose; username: string; expiresAt: string; isFirst: boolean }>;
  /**
   * Uses a link up and logs in; with a new password where it is for one. Rejects with `link-used-up`, `invalid-request` for a password that is too
   * easy (the link still holds then), and with `second-factor-pending` where a second factor is to be shown first.
   */
  followLink(token: string, newPassword?: string): Promise<SignedIn>;
  /** For admins: a link by which that person chooses a new password, once, within a day. `linkAddress` of the protocol makes an address of it. */
  makeResetLink(userId: string): Promise<{ token: string; expiresAt: string }>;
  /** Logs out everywhere, or everywhere else. Where `state.features` holds `log-out-everywhere`. */
  endSessions(which: 'all' | 'others'): Promise<void>;
  /** The log-in of that new session was me. Rejects with `forbidden` where it is this session, `not-found` where it is no new one. */
  knowSession(sessionId: string): Promise<void>;
  /** Where `state.features` holds `provider-links`: with which providers I log in. */
  providers(): Promise<MyProviders>;
  /** Answers the page of the provider that the browser goes to. It comes back to `/login`, and from there to `to`, a path of the page. */
  connectProvider(providerId: string, to: string, currentPassword?: string): Promise<string>;
  /** All other sessions of mine end. Rejects with `forbidden` where it is my last way in. */
  disconnectProvider(providerId: string, currentPassword?: string): Promise<void>;
  /** Where `state.features` holds `leaving`. Until an admin brings it back nobody logs in to it. With the password, or within ten minutes of a log-in. */
  deactivate(currentPassword?: string): Promise<void>;
  /** For good. `messages`: what becomes of mine. Rejects with `last-place-owner` for the only owner of the place. */
  delete(messages: Afterwards, currentPassword?: string): Promise<void>;
  /** For admins: somebody else’s account, for good. */
  deletePerson(userId: string, messages: Afterwards): Promise<void>;
}

/** Beside the client, for who needs it: most pages do without. */
export function createAccountActions({ call }: Pick<RestClient, 'call'>): AccountActions {
  const proof = (currentPassword: string | undefined) => (currentPassword === undefined ? {} : { currentPassword });
  return {
    async askForLink(username, purpose) {
      await call(recovery.askForLink, { body: { username, purpose } });
    },
    lookAtLink: (token) => call(recovery.lookAtLink, { body: { token } }),
    followLink: (token, newPassword) =>
      call(recovery.useLink, { body: { token, ...(newPassword !== undefined && { newPassword }) } }),
    makeResetLink: (userId) => call(recovery.makeResetLink, { params: { user_id: userId } }),
    async endSessions(which) {
      await call(accounts.endSessions, { query: which === 'others' ? { keep: 'current' } : {} });
    },
    async knowSession(sessionId) {
      await call(accounts.knowSession, { params: { session_id: sessionId } });
    },
    providers: () => call(oidc.getMyProviders),
    async connectProvider(provider, to, currentPassword) {
      return (await call(oidc.linkOidc, { params: { provider }, body: { to, ...proof(currentPassword) } })).url;
    },
    async disconnectProvider(provider, currentPassword) {
      await call(oidc.unlinkOidc, { params: { provider }, body: proof(currentPassword) });
    },
    async deactivate(currentPassword) {
      await call(leaving.deactivateMe, { body: proof(currentPassword) });
    },
    async delete(messages, currentPassword) {
      await call(leaving.deleteMe, { body: { messages, ...proof(currentPassword) } });
    },
    async deletePerson(userId, messages) {
      await call(leaving.deletePerson, { params: { user_id: userId }, body: { messages } });
    },
  };
}
