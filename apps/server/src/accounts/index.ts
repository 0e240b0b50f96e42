export { privacyChanged, profileChanged, userChanged } from './account-events.ts';
export type { Accounts, WhoIsOnline } from './accounts.ts';
export { createAccounts, preloadAccounts, type AccountsFeature, type AccountsOptions } from './create-accounts.ts';
export { readCredential } from './credentials.ts';
export { visibleEmail } from './placeholder-email.ts';
export { rotateSecret } from './secret.ts';
export { socketSessions } from './socket-sessions.ts';
export type { Caller } from '../http/index.ts';
