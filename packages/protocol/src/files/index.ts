export type { FileLimits, FileVoice, MessageFile } from './file.ts';
export * from './operations.ts';
