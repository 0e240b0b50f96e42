import type { User } from '@confab/protocol';
import { t } from '../../lib/words.ts';
import { useIsCutOff } from '../../session/cut-off.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { GuestMark } from '../../ui/GuestMark.tsx';
import { Tick } from '../../ui/Tick.tsx';

type PersonOptionProps = {
  id: string;
  user: User;
  isCurrent: boolean;
  isChosen: boolean;
  onChoose: () => void;
  onPoint: () => void;
};

export function PersonOption({ id, user, isCurrent, isChosen, onChoose, onPoint }: PersonOptionProps) {
  const isOnline = !useIsCutOff() && user.online;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      data-current={isCurrent || undefined}
      onClick={onChoose}
      onPointerMove={isCurrent ? undefined : onPoint}
      className={classNames(
        'flex min-h-13.5 cursor-pointer items-center gap-2.75 rounded-md px-2 py-1.5 select-none',
        isCurrent && 'bg-tint',
      )}
    >
      <Avatar id={user.id} name={user.displayName} picture={user.picture} size="s" online={isOnline} on="raised" />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-as-parent text-name font-medium">{user.displayName}</bdi>
        <span className="block truncate text-xs text-muted">
          @{user.username}
          {isOnline && <span className="sr-only">{t`, online`}</span>}
        </span>
      </span>
      {user.guest && <GuestMark />}
      <Tick isOn={isChosen} />
    </div>
  );
}
