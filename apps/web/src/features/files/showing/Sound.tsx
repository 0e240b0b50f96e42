import type { MessageFile } from '@confab/protocol';
import { sizeText } from '../../../lib/size-text.ts';
import { rowLooks } from './blocks.ts';
import { DownloadLink } from './DownloadLink.tsx';
import { fileAddress } from './sources.ts';

/** Music and the like, in the controls of the browser. */
export function Sound({ file }: { file: MessageFile }) {
  const { name, size } = file;
  return (
    <div
      className={`flex w-80 max-w-full flex-col justify-between rounded-md border border-line p-2 ${rowLooks.sound}`}
    >
      <p className="flex items-center gap-2 ps-1 text-sm">
        <bdi className="min-w-0 truncate font-medium">{name}</bdi>
        <span className="shrink-0 text-2xs text-faint">{sizeText(size)}</span>
        <DownloadLink file={file} className="-my-1 ms-auto" />
      </p>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- whoever sends it has none */}
      <audio src={fileAddress(file)} controls preload="metadata" aria-label={name} className="h-10 w-full" />
    </div>
  );
}
