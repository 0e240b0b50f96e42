export const startOidc = 'POST /api/auth/oidc/:provider/start';
export const linkOidc = 'POST /api/auth/oidc/:provider/link';
export const unlinkOidc = 'POST /api/auth/oidc/:provider/unlink';
export const getMyProviders = 'GET /api/me/providers';
export const finishOidc = 'POST /api/auth/oidc/finish';
export const getOidcLogOut = 'GET /api/auth/oidc/:provider/log-out';
export const endOidcSessions = 'POST /api/auth/oidc/:provider/back-channel';
