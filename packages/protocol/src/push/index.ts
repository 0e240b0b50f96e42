export * from './limits.ts';
export * from './operations.ts';
export type * from './payload.ts';
export * from './subscription.ts';
