export const readLogInStep = 'POST /api/auth/login/step';
export const finishLogIn = 'POST /api/auth/login/second-factor';
export const getSecondFactor = 'GET /api/me/second-factor';
export const startTotp = 'POST /api/me/second-factor/totp';
export const confirmTotp = 'POST /api/me/second-factor/totp/confirmation';
export const removeTotp = 'POST /api/me/second-factor/totp/removal';
export const makeRecoveryCodes = 'POST /api/me/second-factor/recovery-codes';
export const removeSecondFactorOf = 'POST /api/people/:user_id/second-factor/removal';
