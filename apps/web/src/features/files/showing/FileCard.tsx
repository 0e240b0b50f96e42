import type { MessageFile } from '@confab/protocol';
import { useId, useState } from 'react';
import { t } from '../../../lib/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { sizeText } from '../../../lib/size-text.ts';
import { rowLooks } from './blocks.ts';
import { DownloadLink } from './DownloadLink.tsx';
import { iconOf, icons, typeWord } from './file-types.ts';
import { fileAddress } from './sources.ts';
import { TextPreview } from './TextPreview.tsx';

/** What the browser shows in a tab of its own. */
const opens = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Any file: what it is, how large, and a way to have it. Of text one can see the beginning. */
export function FileCard({ file }: { file: MessageFile }) {
  const { type } = file;
  const [isOpen, setOpen] = useState(false);
  const previewId = useId();
  const isText = type.startsWith('text/');

  function toggle(button: HTMLElement): void {
    // Whoever keeps the end of the log in sight is not to follow what opens there.
    button.dispatchEvent(new CustomEvent('confab:fold', { bubbles: true }));
    setOpen(!isOpen);
  }

  return (
    <div className="w-96 max-w-full">
      <div className={`flex items-center gap-1 rounded-md border border-line pe-2 hover:bg-tint ${rowLooks.card}`}>
        <Named file={file} />
        {isText && (
          <Button
            size="s"
            aria-expanded={isOpen}
            aria-controls={isOpen ? previewId : undefined}
            onClick={({ currentTarget }) => toggle(currentTarget)}
          >
            {isOpen ? t`Hide` : t`Show`}
          </Button>
        )}
        <DownloadLink file={file} />
      </div>
      {isOpen && <TextPreview id={previewId} file={file} />}
    </div>
  );
}

function Named({ file }: { file: MessageFile }) {
  const { name, size, type, alt } = file;
  const Icon = icons[iconOf(file)];
  const isOpened = opens.has(type);
  return (
    <a
      href={fileAddress(file)}
      {...(isOpened ? { target: '_blank', rel: 'noreferrer' } : { download: name })}
      title={alt}
      className="flex h-full min-w-0 flex-1 items-center gap-2.5 rounded-md ps-3 outline-offset-2"
    >
      <Icon className="size-6 shrink-0 text-accent-text" strokeWidth={1.6} aria-hidden="true" />
      <span className="min-w-0 flex-1 text-sm">
        <bdi className="block truncate font-medium">{name}</bdi>
        <span className="block truncate text-2xs text-muted">
          {[typeWord(file), sizeText(size), isOpened ? t`opens in a tab` : '']
            .filter((word) => word !== '')
            .join(' · ')}
        </span>
      </span>
    </a>
  );
}
