import type { MessageFile } from '@confab/protocol';
import { Download } from 'lucide-react';
import { t } from '../../../lib/words.ts';
import { classNames } from '../../../ui/class-names.ts';
import { fileAddress } from './sources.ts';

/** Saves the file, as it was sent. */
export function DownloadLink({ file, className }: { file: Pick<MessageFile, 'id' | 'name'>; className?: string }) {
  return (
    <a
      href={fileAddress(file)}
      download={file.name}
      aria-label={t`Download ${file.name}`}
      data-tooltip={t`Download`}
      className={classNames(
        'grid size-7.5 shrink-0 place-items-center rounded-sm text-muted transition-colors hover:bg-tint hover:text-text pointer-coarse:min-h-touch pointer-coarse:min-w-touch',
        className,
      )}
    >
      <Download className="size-4.25" strokeWidth={1.8} aria-hidden="true" />
    </a>
  );
}
