import type { Invitation, NewInvitation, OpenedInvitation, User } from '@confab/protocol';
import * as paths from '@confab/protocol/invitations/paths';
import type { RestClient } from './rest.ts';

/** Where `state.features` holds `invitations`. */
export interface InvitationActions {
  /**
   * For a `member`, a week and as many as come, where nothing else is said. The link is `/join#TOKEN` of the place, and this is the only
   * time that its token is told. `forbidden` for more than one is oneself.
   */
  invite(wanted?: Partial<NewInvitation>): Promise<{ invitation: Invitation; token: string }>;
  /** Mine, the newest first; up to 500. `everybodys` for those who manage them. */
  invitations(which?: { everybodys?: boolean }): Promise<Invitation[]>;
  /** Who came by it stays. */
  revoke(invitationId: string): Promise<void>;
  /** Who came by it, the last first; up to 500. */
  invited(invitationId: string): Promise<{ user: User; at: string }[]>;
  /** What a link is to, logged in or not; `not-found` once it holds no more. */
  read(token: string): Promise<OpenedInvitation>;
  /** Joins its group. Whoever has no account registers with `invitation: token`. */
  use(token: string): Promise<{ chatId: string | null }>;
}

/** Beside the client, for who needs it. */
export function createInvitationActions({ call }: Pick<RestClient, 'call'>): InvitationActions {
  return {
    invite: (body = {}) => call(paths.createInvitation, { body }),
    invitations: async ({ everybodys = false } = {}) =>
      (await call(everybodys ? paths.listAllInvitations : paths.listInvitations)).invitations,
    revoke: (invitationId) => call(paths.revokeInvitation, { params: { invitation_id: invitationId } }),
    invited: async (invitationId) =>
      (await call(paths.listInvited, { params: { invitation_id: invitationId } })).people,
    read: (token) => call(paths.readInvitation, { body: { token } }),
    use: (token) => call(paths.useInvitation, { body: { token } }),
  };
}
