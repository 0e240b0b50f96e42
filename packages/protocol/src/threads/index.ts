export * from './commands.ts';
export * from './events.ts';
export * from './operations.ts';
export { doorOf, isThreadId, rootOf, threadIdOf } from './thread-id.ts';
export type { Thread } from './thread.ts';
