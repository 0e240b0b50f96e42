export const createInvitation = 'POST /api/invitations';
export const listInvitations = 'GET /api/invitations';
export const listAllInvitations = 'GET /api/invitations/all';
export const revokeInvitation = 'DELETE /api/invitations/:invitation_id';
export const listInvited = 'GET /api/invitations/:invitation_id/people';
export const readInvitation = 'POST /api/invitations/read';
export const useInvitation = 'POST /api/invitations/use';
