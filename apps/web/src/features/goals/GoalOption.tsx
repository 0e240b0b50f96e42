import { t } from '../../lib/words.ts';
import { useIsOnline } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Tick } from '../../ui/Tick.tsx';
import { UnreadBadge } from '../../ui/UnreadBadge.tsx';
import type { Goal } from './use-goals.ts';

type GoalOptionProps = {
  id: string;
  goal: Goal;
  isCurrent: boolean;
  /** Where several can be chosen. */
  isChosen?: boolean;
  onChoose: () => void;
  onPoint: () => void;
};

export function GoalOption({ id, goal, isCurrent, isChosen, onChoose, onPoint }: GoalOptionProps) {
  const isOnline = useIsOnline(goal.userId);
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen ?? isCurrent}
      data-current={isCurrent || undefined}
      onClick={onChoose}
      onPointerMove={isCurrent ? undefined : onPoint}
      className={classNames(
        'flex min-h-11.5 cursor-pointer items-center gap-3 rounded-md px-2.5',
        isCurrent && 'bg-accent-soft',
      )}
    >
      <Avatar id={goal.avatarId} name={goal.name} picture={goal.picture} size="xs" online={isOnline} on="raised" />
      <bdi
        className={classNames('min-w-0 flex-1 truncate text-as-parent', goal.unread > 0 ? 'font-bold' : 'font-medium')}
      >
        {goal.name}
      </bdi>
      {isOnline && <span className="sr-only">{t`, online`}</span>}
      <span className="shrink-0 text-xs text-muted">{goal.note}</span>
      {isChosen === undefined ? goal.unread > 0 && <UnreadBadge count={goal.unread} /> : <Tick isOn={isChosen} />}
    </div>
  );
}
