import type { MessageFile } from './file.ts';

/** What one file, or all of several, is to people. */
export type FileSort = 'picture' | 'film' | 'voice' | 'sound' | 'file';

/** What the files of a message are, for whoever says it in words where they are not shown. */
export interface FileSummary {
  /** `file` where they are not all of one. */
  sort: FileSort;
  count: number;
  /** Of a single one that is none of the others. */
  name?: string;
}

type File = Pick<MessageFile, 'name' | 'type' | 'voice'>;

/** Null without any. */
export function summaryOfFiles(files: readonly File[] = []): FileSummary | null {
  const [first, ...others] = files;
  if (!first) return null;
  const sort = sortOf(first);
  if (others.some((file) => sortOf(file) !== sort)) return { sort: 'file', count: files.length };
  return { sort, count: files.length, ...(sort === 'file' && others.length === 0 && { name: first.name }) };
}

function sortOf({ type, voice }: File): FileSort {
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('video/')) return 'film';
  if (type.startsWith('audio/')) return voice ? 'voice' : 'sound';
  return 'file';
}
