export type { FileLimits, MessageFile } from './file.ts';
export * from './operations.ts';
