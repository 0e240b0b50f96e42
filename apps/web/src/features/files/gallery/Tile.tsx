import { Ban, Play } from 'lucide-react';
import { useOverlays } from '../../../registry/overlays.ts';
import { t } from '../../../lib/words.ts';
import { messagePath } from '../../../lib/addresses.ts';
import { Link } from '../../../lib/router/index.ts';
import { useClient } from '../../../session/client.ts';
import { blockedText, isBlockedIn, useIsBlocked } from '../../blocking/index.ts';
import { isPicture } from '../showing/blocks.ts';
import { Picture } from '../showing/Picture.tsx';
import { openViewer } from '../viewer/open-viewer.ts';
import type { Sent, SentPicture } from './gallery-rows.ts';

type TileProps = { sent: Sent; pictures: readonly SentPicture[] };

/** A square: a picture opens among the others, a film leads to where it can be played, and what is folded away to where it is. */
export function Tile({ sent: { file, message }, pictures }: TileProps) {
  const client = useClient();
  const overlays = useOverlays();
  const isBlocked = useIsBlocked(message.senderId);
  if (isBlocked || !isPicture(file)) {
    const Icon = isBlocked ? Ban : Play;
    return (
      <Link
        to={messagePath(message.chatId, message.seq)}
        aria-label={isBlocked ? blockedText() : t`Video: ${file.name}`}
        title={isBlocked ? blockedText() : file.name}
        className="grid size-full place-items-center bg-tint text-muted hover:text-text"
      >
        <Icon className="size-6" strokeWidth={1.8} aria-hidden="true" />
      </Link>
    );
  }
  const open = (): void => {
    const state = client.getState();
    const heard = pictures.filter((one) => !isBlockedIn(state, one.message.senderId));
    openViewer(overlays, {
      shown: heard.map((one) => ({ picture: one.file, message: one.message })),
      index: heard.findIndex((one) => one.file.id === file.id && one.message.id === message.id),
    });
  };
  return <Picture picture={file} sizes="6rem" onOpen={open} />;
}
