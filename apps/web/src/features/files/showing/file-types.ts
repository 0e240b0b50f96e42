import type { MessageFile } from '@confab/protocol';
import { File, FileArchive, FileCode, FileImage, FileMusic, FileSpreadsheet, FileText, FileVideo } from 'lucide-react';

type Typed = Pick<MessageFile, 'name' | 'type'>;

const sheets = new Set(['csv', 'ods', 'tsv', 'xls', 'xlsx']);
const papers = new Set(['doc', 'docx', 'epub', 'md', 'odp', 'odt', 'pdf', 'ppt', 'pptx', 'rtf', 'tex', 'txt', 'log']);
const archives = new Set(['7z', 'bz2', 'gz', 'jar', 'rar', 'tar', 'tgz', 'xz', 'zip', 'zst']);
/** Endings of names by which the highlighter does not know a language, or knows another one. */
const prose = new Set(['txt', 'log', 'csv', 'tsv', 'md']);

export const icons = {
  archive: FileArchive,
  code: FileCode,
  film: FileVideo,
  other: File,
  paper: FileText,
  picture: FileImage,
  sheet: FileSpreadsheet,
  sound: FileMusic,
};

/** What the server read in the bytes counts, and of what says nothing there the name. */
export function iconOf(file: Typed): keyof typeof icons {
  const [kind] = file.type.split('/');
  const ending = endingOf(file.name);
  if (kind === 'image') return 'picture';
  if (kind === 'video') return 'film';
  if (kind === 'audio') return 'sound';
  if (sheets.has(ending)) return 'sheet';
  if (papers.has(ending) || file.type === 'application/pdf') return 'paper';
  if (kind === 'text') return languageOf(file) === null ? 'paper' : 'code';
  return archives.has(ending) || file.type.endsWith('zip') ? 'archive' : 'other';
}

/** A word for people: PDF, DOCX. Of a name without an ending what the type says. */
export function typeWord({ name, type }: Typed): string {
  const ending = endingOf(name);
  if (/^[a-z0-9]{1,5}$/.test(ending)) return ending.toUpperCase();
  return type === 'application/octet-stream' ? '' : (type.split('/')[1] ?? '').toUpperCase();
}

/** By which the highlighter may know it; null of prose. */
export function languageOf({ name }: Typed): string | null {
  const ending = endingOf(name);
  return ending === '' || prose.has(ending) ? null : ending;
}

function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 1 ? '' : name.slice(dot + 1).toLowerCase();
}
