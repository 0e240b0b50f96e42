export * from './operations.ts';
export * from './requests.ts';
export * from './sessions.ts';
export type { UserStatus } from './status.ts';
export * from './user-list.ts';
export * from './user.ts';
