export const startPasskeyLogIn = 'POST /api/auth/passkey/request';
export const logInWithPasskey = 'POST /api/auth/passkey';
export const startPasskey = 'POST /api/me/passkeys/creation';
export const addPasskey = 'POST /api/me/passkeys';
export const renamePasskey = 'PATCH /api/me/passkeys/:passkey_id';
export const removePasskey = 'POST /api/me/passkeys/:passkey_id/removal';
