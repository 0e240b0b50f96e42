import { isQuietAt, quietUntil } from '@confab/protocol/notify';
import { Plus } from 'lucide-react';
import { doneTime, ownTimeZone } from '../../lib/zoned-dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { QuietPlanRow } from './QuietPlanRow.tsx';
import { changeWishes, type Wishes, wishesIn } from './wishes.ts';

type Quiet = NonNullable<Wishes['quiet']>;

const hourMs = 3_600_000;
const plansMax = 14;
const nights = { days: [1, 2, 3, 4, 5], from: '20:00', to: '08:00' };

/** Do not disturb: for some time by hand, and each week by plan. */
export function QuietTimes() {
  const client = useClient();
  const quiet = useClientState((state) => wishesIn(state).quiet) ?? {};
  const now = useNow();
  const plans = quiet.weekly ?? [];
  function change(changes: { [Key in keyof Quiet]: Quiet[Key] | undefined }): void {
    const next = Object.entries({ ...quiet, ...changes }).filter(([, value]) => value !== undefined);
    changeWishes(client, { quiet: next.length === 0 ? undefined : Object.fromEntries(next) });
  }
  function setPlans(weekly: Quiet['weekly'] & object): void {
    // The plan is that of the clocks here.
    change(weekly.length === 0 ? { weekly: undefined, zone: undefined } : { weekly, zone: ownTimeZone() });
  }
  const until = (ms: number) => () => change({ until: new Date(ms).toISOString() });
  const end = quietUntil(quiet, now.getTime());
  const isByHand = isQuietAt({ until: quiet.until }, now.getTime());
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8).getTime();
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t`Do not disturb`}</legend>
      <p role="status" className="mb-2 text-sm text-muted">
        {end === null
          ? t`You get no notifications while it’s on. Messages still count as unread.`
          : t`On until ${doneTime(new Date(end).toISOString(), now)}`}
      </p>
      <div className="flex flex-wrap gap-2">
        {isByHand ? (
          <Button size="s" onClick={() => change({ until: undefined })}>{t`End now`}</Button>
        ) : (
          <>
            <Button size="s" onClick={until(now.getTime() + hourMs)}>{t`For an hour`}</Button>
            <Button size="s" onClick={until(tomorrow)}>{t`Until tomorrow`}</Button>
          </>
        )}
      </div>
      <ul className="mt-3 grid gap-2 empty:hidden">
        {plans.map((plan, index) => (
          // Plans have no names, and keep their places.
          <li key={index}>
            <QuietPlanRow
              plan={plan}
              place={index + 1}
              onChange={(next) => setPlans(plans.with(index, next))}
              onDelete={() => setPlans(plans.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ul>
      <Button
        size="s"
        className="mt-3"
        disabled={plans.length >= plansMax}
        onClick={() => setPlans([...plans, nights])}
      >
        <Plus className="size-4" strokeWidth={1.8} aria-hidden="true" />
        {t`Add a weekly schedule`}
      </Button>
    </fieldset>
  );
}
