export type { FileLimits, FileVoice, MessageFile } from './file.ts';
export type { FileListKind, FileListPage, FileListQuery } from './file-list.ts';
export * from './operations.ts';
