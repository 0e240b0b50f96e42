import { t } from '../../lib/words.ts';

export function DayLine({ label }: { label: string }) {
  return (
    <div
      role="separator"
      aria-label={label}
      className="flex items-center gap-3.5 px-5.5 pt-4 pb-2 text-xs font-medium text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line max-wide:px-3.5"
    >
      {label}
    </div>
  );
}

export function NewDivider() {
  return (
    <div
      role="separator"
      aria-label={t`New messages`}
      className="flex items-center gap-3.5 px-5.5 pt-4 pb-2 text-xs font-semibold text-unread before:h-px before:flex-1 before:bg-unread/45 after:h-px after:w-3 after:bg-unread/45 max-wide:px-3.5"
    >
      {t`New`}
    </div>
  );
}
