import type { AuditEntry } from '@confab/protocol';
import { exactTime, listTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { detailsText } from './audit-details.ts';
import { actionText, actorText, targetText } from './audit-words.ts';

export type Chosen = { id: string; name: string };
export type Listed = { entry: AuditEntry; names: Readonly<Record<string, string>> };

type AuditRowProps = {
  listed: Listed;
  now: Date;
  onActor: (actor: Chosen) => void;
  onTarget: (target: Chosen) => void;
};

export function AuditRow({ listed: { entry, names }, now, onActor, onTarget }: AuditRowProps) {
  const { actor, target, at, action, details } = entry;
  const by = actorText(actor, names);
  const isOwn = target !== null && target.id === actor.userId;
  const to = target && !isOwn ? targetText(target, names) : null;
  const more = [detailsText(details, names), actor.address].filter(Boolean).join(' · ');
  return (
    <li className="flex items-baseline gap-3 border-b border-line py-2 text-sm last:border-b-0">
      <time dateTime={at} title={exactTime(at)} className="tabular w-16 shrink-0 text-muted">
        {listTime(at, now)}
      </time>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{actionText(action)}</span>
          {target && to !== null && (
            <Name label={t`About ${to}`} onChoose={() => onTarget({ id: target.id, name: to })}>
              {to}
            </Name>
          )}
        </p>
        <p className="flex flex-wrap items-baseline gap-x-2 text-muted">
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

function Name({ label, onChoose, children }: { label: string; onChoose: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onChoose}
      className="max-w-full truncate rounded-xs text-start underline decoration-line-strong underline-offset-2 hover:text-text pointer-coarse:min-h-touch"
    >
      <bdi>{children}</bdi>
    </button>
  );
}
