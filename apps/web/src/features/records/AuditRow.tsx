import type { AuditEntry } from '@confab/protocol';
import { exactTime, listTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { detailsText } from './audit-details.ts';
import { actionText, actorText, type Known, targetText } from './audit-words.ts';

export type Chosen = { id: string; name: string };
export type Listed = Known & { entry: AuditEntry };

type AuditRowProps = {
  listed: Listed;
  now: Date;
  onActor: (actor: Chosen) => void;
  onTarget: (target: Chosen) => void;
};

export function AuditRow({ listed: { entry, names, things }, now, onActor, onTarget }: AuditRowProps) {
  const { actor, target, at, action } = entry;
  const by = actorText(actor, names);
  const isOwn = target !== null && target.id === actor.userId;
  const to = target && !isOwn ? targetText(target, { names, things }) : null;
  const more = [detailsText(entry, names), actor.address].filter(Boolean).join(' · ');
  return (
    <li className="flex items-baseline gap-3 border-b border-line py-2 text-sm last:border-b-0 pointer-coarse:py-4">
      <time dateTime={at} title={exactTime(at)} className="tabular w-16 shrink-0 text-muted">
        {listTime(at, now)}
      </time>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{actionText(action)}</span>
          {target && to !== null && (
            <Name isAbove label={t`About ${to}`} onChoose={() => onTarget({ id: target.id, name: to })}>
              {to}
            </Name>
          )}
        </p>
        <p className="flex flex-wrap items-baseline gap-x-2 text-muted pointer-coarse:mt-2">
          <Name label={t`By ${by}`} onChoose={() => onActor({ id: actor.userId ?? actor.kind, name: by })}>
            {t`by ${by}`}
          </Name>
          {more !== '' && (
            <span dir="auto" className="min-w-0 wrap-anywhere text-xs">
              {more}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}

type NameProps = {
  /** Of two lines the first: it is pressed from above, too, and the other from below. */
  isAbove?: boolean;
  label: string;
  onChoose: () => void;
  children: string;
};

/** A finger has room around it that takes none from the row. */
function Name({ isAbove = false, label, onChoose, children }: NameProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onChoose}
      className={classNames(
        'relative max-w-full min-w-0 rounded-xs text-start underline decoration-line-strong underline-offset-2 hover:text-text pointer-coarse:after:absolute pointer-coarse:after:-inset-x-2',
        isAbove
          ? 'pointer-coarse:after:-top-4 pointer-coarse:after:-bottom-1'
          : 'pointer-coarse:after:-top-1 pointer-coarse:after:-bottom-4',
      )}
    >
      <bdi className="block truncate">{children}</bdi>
    </button>
  );
}
