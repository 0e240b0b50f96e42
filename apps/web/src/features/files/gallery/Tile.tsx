import { Play } from 'lucide-react';
import { useOverlays } from '../../../registry/overlays.ts';
import { t } from '../../../lib/words.ts';
import { messagePath } from '../../../lib/addresses.ts';
import { Link } from '../../../lib/router/index.ts';
import { isPicture } from '../showing/blocks.ts';
import { Picture } from '../showing/Picture.tsx';
import { openViewer } from '../viewer/open-viewer.ts';
import type { Sent, SentPicture } from './gallery-rows.ts';

type TileProps = { sent: Sent; pictures: readonly SentPicture[] };

/** A square: a picture opens among the others, a film leads to where it can be played. */
export function Tile({ sent: { file, message }, pictures }: TileProps) {
  const overlays = useOverlays();
  if (!isPicture(file)) {
    return (
      <Link
        to={messagePath(message.chatId, message.seq)}
        aria-label={t`Video: ${file.name}`}
        title={file.name}
        className="grid size-full place-items-center bg-tint text-muted hover:text-text"
      >
        <Play className="size-6" strokeWidth={1.8} aria-hidden="true" />
      </Link>
    );
  }
  const open = (): void =>
    openViewer(overlays, {
      shown: pictures.map((one) => ({ picture: one.file, message: one.message })),
      index: pictures.findIndex((one) => one.file.id === file.id && one.message.id === message.id),
    });
  return <Picture picture={file} sizes="6rem" onOpen={open} />;
}
