import { z } from 'zod';
import { userSchema } from '../accounts/user.ts';
import { idSchema, timestampSchema } from '../fields.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { invitationSchema, newInvitationSchema, openedInvitationSchema } from './invitation.ts';
import { invitationTokenSchema } from './invitation-token.ts';
import * as invitationPaths from './paths.ts';

export { invitationPaths };
export type { Invitation, InvitationState, NewInvitation, OpenedInvitation } from './invitation.ts';

const invitationListSchema = z.strictObject({ invitations: z.array(invitationSchema) });
const withToken = z.strictObject({ token: invitationTokenSchema });
const own = 'For whoever made it, and for admins. ';

export const invitationOperations = operationsOf('Invitations', invitationPaths, {
  createInvitation: {
    summary: 'Invite people by a link',
    description:
      'The link is `/join#TOKEN` of the place: what stands behind the `#` is sent to no server. To no more than the caller is. At most 200 ' +
      'that still hold.',
    needs: 'invite-people',
    body: newInvitationSchema,
    answers: { 201: z.strictObject({ invitation: invitationSchema, token: invitationTokenSchema }) },
    errors: ['forbidden', 'not-found', 'too-many-invitations'],
  },
  listInvitations: {
    summary: 'Invitations of mine, the newest first',
    description: 'The latest 500.',
    needs: 'account',
    answers: { 200: invitationListSchema },
  },
  listAllInvitations: {
    summary: 'Everybody’s invitations, the newest first',
    description: 'The latest 500.',
    needs: 'manage-invitations',
    answers: { 200: invitationListSchema },
  },
  revokeInvitation: {
    summary: 'Take an invitation back',
    description: `${own}Who came by it stays.`,
    needs: 'account',
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  listInvited: {
    summary: 'Who came by an invitation',
    description: `${own}The latest 500.`,
    needs: 'account',
    answers: { 200: z.strictObject({ people: z.array(z.strictObject({ user: userSchema, at: timestampSchema })) }) },
    errors: ['not-found'],
  },
  readInvitation: {
    summary: 'What an invitation is to',
    description: 'One registers with it by `invitation` in the body. 404 once it holds no more.',
    isPublic: true,
    body: withToken,
    answers: { 200: openedInvitationSchema },
    errors: ['not-found'],
  },
  useInvitation: {
    summary: 'Join the group of an invitation',
    description: 'For whoever has an account already: what they are in the place stays as it is.',
    needs: 'account',
    body: withToken,
    answers: { 200: z.strictObject({ chatId: idSchema.nullable() }) },
    errors: ['not-found', 'forbidden'],
  },
});
