import { addressOf } from '@confab/protocol/path';
import { getPlacePicture } from '@confab/protocol/pictures/paths';
import { classNames } from './class-names.ts';
import { Logo } from './Logo.tsx';

/** The picture of the place, or Confab's own sign where it has none. Its name stands beside it. */
export function PlaceMark({ picture, className }: { picture: string | undefined; className?: string }) {
  if (picture === undefined) return <Logo className={classNames('text-accent', className)} />;
  return (
    <img
      src={addressOf(getPlacePicture, { hash: picture }, { size: 96 })}
      alt=""
      draggable={false}
      className={classNames('rounded-avatar object-cover', className)}
    />
  );
}
