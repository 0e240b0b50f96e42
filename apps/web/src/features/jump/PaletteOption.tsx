import { t } from '../../lib/words.ts';
import { useIsOnline } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { UnreadBadge } from '../../ui/UnreadBadge.tsx';
import { Marked } from '../search/index.ts';
import type { Row } from './rows.ts';

type PaletteOptionProps = { id: string; row: Row; isCurrent: boolean; onChoose: () => void; onPoint: () => void };

export function PaletteOption({ id, row, isCurrent, onChoose, onPoint }: PaletteOptionProps) {
  const { name, note, time, look, unread = 0, pieces } = row;
  const isOnline = useIsOnline('userId' in look ? look.userId : null);
  return (
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      data-current={isCurrent || undefined}
      onClick={onChoose}
      onPointerMove={isCurrent ? undefined : onPoint}
      className={classNames(
        'flex min-h-10.5 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1 pointer-coarse:min-h-touch',
        isCurrent && 'bg-accent-soft',
      )}
    >
      {'icon' in look ? (
        <span className="grid size-6 shrink-0 place-items-center text-muted">
          <look.icon className="size-4.5" strokeWidth={1.8} aria-hidden="true" />
        </span>
      ) : (
        <Avatar id={look.avatarId} name={name} picture={look.picture} size="xs" online={isOnline} on="raised" />
      )}
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-3">
          <bdi
            className={classNames('min-w-0 flex-1 truncate text-as-parent', unread > 0 ? 'font-bold' : 'font-medium')}
          >
            {name}
          </bdi>
          <span className="flex max-w-1/2 shrink-0 text-xs text-muted">
            <bdi className="min-w-0 truncate">{note}</bdi>
            {time !== undefined && (
              <span className="tabular shrink-0 whitespace-pre">{note === '' ? time : ` · ${time}`}</span>
            )}
          </span>
        </span>
        {pieces && (
          <bdi className="block truncate text-as-parent text-sm">
            <Marked pieces={pieces} />
          </bdi>
        )}
      </span>
      {isOnline && <span className="sr-only">{t`, online`}</span>}
      {unread > 0 && <UnreadBadge count={unread} />}
    </div>
  );
}
