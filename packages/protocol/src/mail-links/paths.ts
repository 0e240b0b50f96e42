/**
 * What links in mails lead to: pages for whoever reads the mail, logged in or not, and no operations. Under /api, where no worker of the
 * app answers in the server's place.
 */
export const unsubscribePage = '/api/mail/unsubscribe';
export const confirmPage = '/api/mail/confirm';
export const addressPage = '/api/mail/address';
