import type { Message, MessageFile } from '@confab/protocol';
import { perLocale } from '../../../lib/locale.ts';
import { isPicture, type Pictured } from '../showing/blocks.ts';

/** A file, and where it was sent. */
export type Sent<One extends MessageFile = MessageFile> = { file: One; message: Message };
export type SentPicture = Sent<Pictured>;

export type MonthRow = { kind: 'month'; key: string; label: string };
export type GalleryRow =
  | MonthRow
  | { kind: 'pictures'; key: string; pictures: readonly Sent[] }
  | { kind: 'file'; key: string; sent: Sent };

const perRow = 3;

const monthName = perLocale((locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }));

/** When it was sent. */
export function monthLabel({ createdAt }: Pick<Message, 'createdAt'>): string {
  return monthName().format(new Date(createdAt));
}

/** The newest first, under the months in which they were sent; pictures in rows. */
export function galleryRows(messages: readonly Message[], wanted: 'pictures' | 'voice' | 'files'): GalleryRow[] {
  const rows: GalleryRow[] = [];
  let month = '';
  let line: Sent[] = [];
  for (const sent of messages.flatMap((message) => filesOf(message, wanted))) {
    const label = monthLabel(sent.message);
    const key = `${sent.message.id}.${sent.file.id}`;
    if (label !== month) rows.push({ kind: 'month', key: `m${label}`, label });
    const isNewLine = label !== month || line.length === perRow;
    month = label;
    if (wanted !== 'pictures') rows.push({ kind: 'file', key, sent });
    else if (isNewLine) rows.push({ kind: 'pictures', key, pictures: (line = [sent]) });
    else line.push(sent);
  }
  return rows;
}

/** Of one message the last of its files is the newest. */
function filesOf(message: Message, wanted: 'pictures' | 'voice' | 'files'): Sent[] {
  return (message.files ?? [])
    .filter((file) => kindOf(file) === wanted)
    .map((file) => ({ file, message }))
    .toReversed();
}

/** As the server lists them. */
export function kindOf(file: MessageFile): 'pictures' | 'voice' | 'files' {
  if (file.voice) return 'voice';
  return isPicture(file) || file.type.startsWith('video/') ? 'pictures' : 'files';
}

/** All pictures of these messages from the oldest to the newest, as one looks through them. */
export function picturesOf(newestFirst: readonly Message[]): SentPicture[] {
  return newestFirst
    .toReversed()
    .flatMap((message) => (message.files ?? []).filter(isPicture).map((file) => ({ file, message })));
}
