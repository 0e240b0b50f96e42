export const getMail = 'GET /api/me/mail';
export const confirmAddress = 'POST /api/me/mail/confirmation';
