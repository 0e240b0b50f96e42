import { avatarColor } from '../lib/avatar-color.ts';
import { initials } from '../lib/initials.ts';
import { classNames } from './class-names.ts';

const sizes = {
  xs: 'size-6 rounded-[8px] text-[0.625rem]',
  s: 'size-9 rounded-[11px] text-[0.8125rem]',
  m: 'size-10 rounded-[12px] text-[0.875rem]',
  l: 'size-16 rounded-[20px] text-[1.375rem]',
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
        {initials(name)}
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
      className={classNames('absolute -end-0.5 -bottom-0.5 size-2.5 rounded-full bg-online ring-[2.5px]', rings[on])}
    />
  );
}
