import type { Message, MessageFile } from '@confab/protocol';
import { expect, test } from 'vitest';
import { galleryRows, picturesOf } from './gallery-rows.ts';

const file = (id: string, more: Partial<MessageFile> = {}): MessageFile => ({
  id,
  name: id,
  size: 1,
  type: 'image/png',
  width: 8,
  height: 8,
  ...more,
});
const message = (id: string, createdAt: string, files: MessageFile[]): Message =>
  ({ id, createdAt, files }) as unknown as Message;
const film = file('film', { type: 'video/mp4' });
const text = file('text', { type: 'text/plain' });
const newestFirst = [
  message('3', '2026-11-20T12:00:00.000Z', [file('a'), text, file('b'), file('c'), film]),
  message('2', '2026-11-10T12:00:00.000Z', [file('d')]),
  message('1', '2026-10-10T12:00:00.000Z', [file('e')]),
];

test('pictures and films stand in rows of three under their month, the newest first', () => {
  const rows = galleryRows(newestFirst, 'pictures').map((row) =>
    row.kind === 'pictures' ? row.pictures.map(({ file: { id } }) => id).join('') : row.kind === 'month' && row.label,
  );
  expect(rows).toEqual(['November 2026', 'filmcb', 'ad', 'October 2026', 'e']);
});

test('other files stand one under the other', () => {
  expect(galleryRows(newestFirst, 'files').map(({ kind }) => kind)).toEqual(['month', 'file']);
});

test('one looks through pictures as they were sent', () => {
  expect(picturesOf(newestFirst).map(({ file: { id } }) => id)).toEqual(['e', 'd', 'a', 'b', 'c']);
});
