import { t } from '../lib/words.ts';

/** Beside a name: they see only the groups that they were put into, which matters to whoever says something there. */
export function GuestMark() {
  return (
    <span className="-my-0.5 shrink-0 rounded-full bg-tint px-2 py-px text-2xs font-medium text-muted">{t`Guest`}</span>
  );
}
