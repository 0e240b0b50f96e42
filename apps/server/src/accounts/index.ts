export type { Accounts, WhoIsOnline } from './accounts.ts';
export { createAccounts, type AccountsFeature, type AccountsOptions } from './create-accounts.ts';
export type { Caller } from '../http/index.ts';
