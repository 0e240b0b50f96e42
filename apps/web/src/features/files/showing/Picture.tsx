import { ImageOff } from 'lucide-react';
import { useState, type PointerEvent } from 'react';
import { t } from '../../../lib/words.ts';
import { useClientState } from '../../../session/client.ts';
import { classNames } from '../../../ui/class-names.ts';
import type { Pictured } from './blocks.ts';
import { fileAddress, stillSources } from './sources.ts';
import { Thumb } from './Thumb.tsx';

type PictureProps = {
  picture: Pictured;
  /** How wide it is shown, for the browser's choice of a size. */
  sizes: string;
  onOpen: () => void;
};

/** Less than this on a side is shown as it is, in the middle of its place. */
const tinyPx = 64;

/** Fills the place around it, which has its size from numbers. */
export function Picture({ picture, sizes, onOpen }: PictureProps) {
  const { width, height, thumbhash, animated = false } = picture;
  const [isHere, setHere] = useState(false);
  const { hasFailed, onError } = useFailure();
  const motion = useMotion(animated);
  const isTiny = width < tinyPx || height < tinyPx;
  // Of one that is far too high the beginning is shown: most are pictures of a screen.
  const fit = isTiny ? 'object-scale-down' : height > 2 * width ? 'object-cover object-top' : 'object-cover';
  const name = pictureName(picture);
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t`Open ${name}`}
      {...motion.on}
      className="relative block size-full cursor-zoom-in overflow-hidden bg-tint outline-offset-2"
    >
      {!isHere && thumbhash !== undefined && <Thumb hash={thumbhash} />}
      {hasFailed ? (
        <span className="absolute inset-0 flex flex-col items-center justify-center gap-1 p-2 text-xs text-muted">
          <ImageOff className="size-5 shrink-0" strokeWidth={1.8} aria-hidden="true" />
          <span className="max-w-full truncate">{name}</span>
        </span>
      ) : (
        <img
          {...stillSources(picture)}
          sizes={sizes}
          width={width}
          height={height}
          alt={name}
          loading="lazy"
          decoding="async"
          onLoad={() => setHere(true)}
          onError={onError}
          className={classNames('relative size-full', fit)}
        />
      )}
      {motion.isPlaying && (
        <img src={fileAddress(picture)} alt="" className={classNames('absolute inset-0 size-full', fit)} />
      )}
      {animated && !motion.isPlaying && (
        <span
          aria-hidden="true"
          className="absolute start-1.5 bottom-1.5 rounded-xs bg-raised px-1 text-2xs font-semibold"
        >
          {t`GIF`}
        </span>
      )}
    </button>
  );
}

/** What a screen reader says of it: what its sender wrote, or else what it is called. */
export function pictureName({ alt, name }: Pick<Pictured, 'alt' | 'name'>): string {
  return alt ?? t`Picture: ${name}`;
}

/** One that did not come without a connection is asked for again with the next. */
function useFailure() {
  const isLive = useClientState(({ connection }) => connection.status === 'live');
  const [failed, setFailed] = useState<'cut off' | 'refused' | null>(null);
  if (failed === 'cut off' && isLive) setFailed(null);
  return { hasFailed: failed !== null, onError: () => setFailed(isLive ? 'refused' : 'cut off') };
}

/** A picture that moves does so while one points at it; who wants less motion opens it. */
function useMotion(animated: boolean) {
  const [isPlaying, setPlaying] = useState(false);
  function onPointerEnter({ pointerType }: PointerEvent): void {
    setPlaying(pointerType === 'mouse' && !window.matchMedia('(prefers-reduced-motion: reduce)').matches);
  }
  const on = animated ? { onPointerEnter, onPointerLeave: () => setPlaying(false) } : {};
  return { isPlaying, on };
}
