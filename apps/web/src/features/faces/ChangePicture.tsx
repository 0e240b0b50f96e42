import { ImagePlus } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { holdsFiles } from '../../lib/holds-files.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import type { ShowPicture } from './send-picture.ts';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';

const CropDialog = lazySurface(async () => (await import('./CropDialog.tsx')).CropDialog, DialogFailure);

/** What the server reads. */
const types = 'image/jpeg,image/png,image/webp,image/gif,image/avif';

type ChangePictureProps = {
  /** Of a group; one's own picture where it is left out. */
  chatId?: string;
  /** Of something else: what shows it there. */
  show?: ShowPicture;
  /** What shows now; empty for none. */
  picture: string;
  /** The picture itself: files can be dropped there, too. */
  children: ReactNode;
  className: string;
};

/** A picture of a person, a group or the place, and what changes it. Where the server has none, nothing stands beside it. */
export function ChangePicture(props: ChangePictureProps) {
  const { chatId, picture, children, className } = props;
  const client = useClient();
  const show = props.show ?? ((chosen) => client.setPicture(chosen, chatId));
  const canHave = useClientState(({ features }) => features.includes('pictures'));
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setOver] = useState(false);

  function onDrag(event: DragEvent): void {
    if (!canHave || !holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(event.type === 'dragover');
    const [dropped] = event.type === 'drop' ? event.dataTransfer.files : [];
    if (dropped) setFile(dropped);
  }

  return (
    <div onDragOver={onDrag} onDragLeave={() => setOver(false)} onDrop={onDrag} className={className}>
      <span className={classNames('rounded-avatar', isOver && 'outline-2 outline-offset-2 outline-accent')}>
        {children}
      </span>
      {canHave && (
        <div className={classNames('flex flex-wrap gap-2', chatId !== undefined && 'justify-center')}>
          <input
            ref={input}
            type="file"
            accept={types}
            hidden
            onChange={({ currentTarget }) => {
              setFile(currentTarget.files?.[0] ?? null);
              // The same file may be chosen again.
              currentTarget.value = '';
            }}
          />
          <Button size="s" onClick={() => input.current?.click()}>
            <ImagePlus className="size-4" strokeWidth={1.8} aria-hidden="true" />
            {picture === '' ? t`Add a picture` : t`Change picture`}
          </Button>
          {picture !== '' && (
            <Button
              size="s"
              look="danger-quiet"
              aria-label={t`Remove picture`}
              onClick={() => void show(null).catch((reason: unknown) => tell(failureText(reason)))}
            >
              {t`Remove`}
            </Button>
          )}
        </div>
      )}
      {file !== null && (
        <CropDialog file={file} show={show} onClose={() => setFile(null)} onGiveUp={() => setFile(null)} />
      )}
    </div>
  );
}
