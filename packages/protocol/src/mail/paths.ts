export const getMail = 'GET /api/me/mail';
export const confirmAddress = 'POST /api/me/mail/confirmation';
export const changeAddress = 'PUT /api/me/mail/address';
