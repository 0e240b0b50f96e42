import { avatarColor } from '../lib/avatar-color.ts';
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
  size?: keyof typeof sizes;
  online?: boolean;
  /** The plane behind, which the online dot is cut out of. */
  on?: 'bg' | 'surface' | 'raised';
};

/** Initials on a colour of the id. The name stands beside it wherever it is used, so it says nothing to a screen reader. */
export function Avatar({ id, name, size = 'm', online = false, on = 'surface' }: AvatarProps) {
  return (
    <span className="relative block shrink-0" aria-hidden="true">
      <span
        className={classNames('avatar grid select-none place-items-center font-semibold text-white', sizes[size])}
        style={{ background: avatarColor(id), color: '#fff' }}
      >
        {size === 'face' ? initials(name).slice(0, 1) : initials(name)}
      </span>
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
