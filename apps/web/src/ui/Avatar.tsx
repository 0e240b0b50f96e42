import { addressOf } from '@confab/protocol/path';
import { getPicture } from '@confab/protocol/pictures/paths';
import { avatarColor } from '../lib/avatar-color.ts';
import { faces } from '../lib/faces.ts';
import { initials } from '../lib/initials.ts';
import { classNames } from './class-names.ts';

const sizes = {
  face: 'size-4 rounded-avatar text-4xs ring-face ring-bg',
  xs: 'size-6 rounded-avatar text-3xs',
  s: 'size-9 rounded-avatar text-detail',
  m: 'size-10 rounded-avatar text-control',
  l: 'size-16 rounded-avatar text-xl',
} as const;

type AvatarProps = {
  id: string;
  name: string;
  /** The name of the picture of somebody of whom nothing else on the page may know. */
  picture?: string | undefined;
  size?: keyof typeof sizes;
  online?: boolean;
  /** The plane behind, which the online dot is cut out of. */
  on?: 'bg' | 'surface' | 'raised';
};

/** A picture over initials on a colour of the id, which stay where it does not come. The name stands beside it wherever it is used, so it says nothing to a screen reader. */
export function Avatar({ id, name, picture, size = 'm', online = false, on = 'surface' }: AvatarProps) {
  const hash = faces.usePicture(id) ?? picture;
  return (
    <span className="relative block shrink-0" aria-hidden="true">
      <span
        className={classNames('avatar grid select-none place-items-center font-semibold text-white', sizes[size])}
        style={{ background: avatarColor(id), color: '#fff' }}
      >
        {size === 'face' ? initials(name).slice(0, 1) : initials(name)}
      </span>
      {hash && (
        <img
          key={hash}
          src={addressOf(getPicture, { hash }, { size: size === 'l' ? 384 : 96 })}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          className="absolute inset-0 size-full rounded-avatar object-cover"
        />
      )}
      {online && <OnlineDot on={on} />}
    </span>
  );
}

const rings = { bg: 'ring-bg', surface: 'ring-surface', raised: 'ring-raised' } as const;

function OnlineDot({ on }: { on: 'bg' | 'surface' | 'raised' }) {
  return (
    <span
      data-online
      className={classNames('absolute -end-0.5 -bottom-0.5 size-2.5 rounded-full bg-online ring-dot', rings[on])}
    />
  );
}
