import type { PendingUpload } from '@confab/client';
import { ArrowDown, ArrowUp, Captions, Ellipsis, RotateCw, X } from 'lucide-react';
import type { ComponentProps } from 'react';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../ui/Menu.tsx';
import { FileFace } from './FileFace.tsx';
import { uploadsOf } from './uploads.ts';
import { UploadLine } from './UploadLine.tsx';
import { useUpload } from './use-upload.ts';

type TrayItemProps = {
  file: PendingUpload;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: number) => void;
  onDescribe: () => void;
  onRemove: () => void;
  /** To be moved by the mouse. */
  dragging: Pick<ComponentProps<'li'>, 'onDragStart' | 'onDragOver' | 'onDragEnd'>;
};

/** One file that is to be sent, and what can be done about it. */
export function TrayItem({ file, isFirst, isLast, onMove, onDescribe, onRemove, dragging }: TrayItemProps) {
  const client = useClient();
  const upload = useUpload(file.key);
  const { name, alt } = file;
  const isPicture = file.type.startsWith('image/');
  const mayMove = !isFirst || !isLast;
  return (
    <li
      draggable={mayMove}
      {...dragging}
      className="flex w-72 shrink-0 items-center gap-2.5 rounded-md border border-line bg-bg p-1.5 pe-1"
    >
      <FileFace file={file} url={upload?.url ?? null} />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-sm font-medium" title={name}>
          {name}
        </bdi>
        <UploadLine file={file} upload={upload} />
      </span>
      <span className="flex shrink-0">
        {upload?.status === 'failed' && (
          <IconButton
            size="s"
            icon={RotateCw}
            label={t`Retry uploading ${name}`}
            onClick={() => uploadsOf(client).retry(file.key)}
          />
        )}
        {(isPicture || mayMove) && (
          <Menu trigger={<IconButton size="s" icon={Ellipsis} label={t`More for ${name}`} />}>
            {isPicture && (
              <MenuItem icon={Captions} onClick={onDescribe}>
                {alt === undefined ? t`Describe the picture` : t`Change the description`}
              </MenuItem>
            )}
            {!isFirst && (
              <MenuItem icon={ArrowUp} onClick={() => onMove(-1)}>
                {t`Move earlier`}
              </MenuItem>
            )}
            {!isLast && (
              <MenuItem icon={ArrowDown} onClick={() => onMove(1)}>
                {t`Move later`}
              </MenuItem>
            )}
          </Menu>
        )}
        <IconButton size="s" icon={X} label={t`Remove ${name}`} onClick={onRemove} />
      </span>
    </li>
  );
}
