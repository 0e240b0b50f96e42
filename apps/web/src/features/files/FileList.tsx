import type { Message } from '@confab/protocol';
import { getFile } from '@confab/protocol/files/paths';
import { addressOf } from '@confab/protocol/path';
import { Paperclip } from 'lucide-react';
import { sizeText } from './size-text.ts';

/** The files of a message by name and size. A picture, sound or film opens beside the page, all else is saved. */
export function FileList({ message: { files = [] } }: { message: Message }) {
  return (
    <ul className="my-0.5 flex flex-col items-start gap-1">
      {files.map(({ id, name, size, alt }) => (
        <li key={id} className="max-w-full">
          <a
            href={addressOf(getFile, { file_id: id })}
            target="_blank"
            rel="noreferrer"
            title={alt}
            className="flex max-w-full items-center gap-2 rounded-sm border border-line px-2.5 py-1.5 text-sm hover:bg-tint pointer-coarse:min-h-touch"
          >
            <Paperclip className="size-4 shrink-0 text-muted" strokeWidth={2} aria-hidden="true" />
            <bdi className="min-w-0 truncate">{name}</bdi>
            <span className="shrink-0 text-2xs text-faint">{sizeText(size)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
