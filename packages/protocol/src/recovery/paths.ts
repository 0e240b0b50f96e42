export const askForLink = 'POST /api/auth/links';
export const lookAtLink = 'POST /api/auth/links/look';
export const useLink = 'POST /api/auth/links/use';
export const makeResetLink = 'POST /api/people/:user_id/reset-link';
