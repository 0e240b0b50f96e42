export type { Accounts, WhoIsOnline } from './accounts.ts';
export type { Caller } from '../http/index.ts';
