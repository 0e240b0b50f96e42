import { getHealth, getUsage } from '@confab/protocol/administration/paths';
import type { Health, Usage } from '@confab/protocol';
import { useCallback } from 'react';
import { Link } from '../../../lib/router/index.ts';
import { exactTime } from '../../../lib/dates.ts';
import { useAnswer } from '../../../lib/use-answer.ts';
import { useNow } from '../../../lib/use-now.ts';
import { plural, t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { adminPath } from '../admin-path.ts';
import { StatCard } from '../StatCard.tsx';
import { StatusBadge } from '../state/StatusBadge.tsx';
import { DayChart } from './DayChart.tsx';
import { lastDays } from './last-days.ts';
import { PageNote } from '../../../ui/PageNote.tsx';

const days = 30;

/** How many people there are, how much the place is used, and whether all is well: sums, nothing about one person. */
export function OverviewPage() {
  const { rest } = useClient();
  const now = useNow();
  const usage = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getUsage, { query: { days } }, { signal }), [rest]),
  );
  const health = useAnswer(useCallback((signal: AbortSignal) => rest.call(getHealth, {}, { signal }), [rest]));
  const reload = (): void => {
    usage.reload();
    health.reload();
  };
  const shown = usage.value && lastDays(usage.value.days, days, now);
  return (
    <>
      <PageNote error={usage.error ?? health.error} onRetry={reload} />
      <dl className="grid grid-cols-2 gap-3 wide:grid-cols-4">
        <PeopleCard usage={usage.value} />
        <StatCard
          label={t`Here today`}
          value={shown && (shown.at(-1)?.people ?? 0)}
          note={usage.value && t`${usage.value.people.online} online now`}
        />
        <StatCard
          label={t`Messages today`}
          value={shown && (shown.at(-1)?.messages ?? 0)}
          note={usage.value && t`${plural(usage.value.groups, { one: '# group', other: '# groups' })}`}
        />
        <HealthCard health={health.value} />
      </dl>
      <h2 className="mt-7 mb-1 font-semibold tracking-tight">{t`The last ${days} days`}</h2>
      <p className="mb-4 max-w-reading text-sm text-muted">
        {t`How many people were here and how much was written, by day. Who they were is written down nowhere.`}
      </p>
      <div className="grid gap-6 wide:grid-cols-2">
        <DayChart title={t`People`} days={shown} valueOf={({ people }) => people} />
        <DayChart title={t`Messages`} days={shown} valueOf={({ messages }) => messages} />
      </div>
    </>
  );
}

function PeopleCard({ usage }: { usage: Usage | null }) {
  return (
    <StatCard
      label={t`People`}
      value={usage?.people.active ?? null}
      note={
        usage && (usage.people.waiting > 0 ? waitingText(usage.people.waiting) : t`${usage.people.new} new this month`)
      }
    />
  );
}

function waitingText(count: number): string {
  return t`${plural(count, { one: '# waits to be let in', other: '# wait to be let in' })}`;
}

function HealthCard({ health }: { health: Health | null }) {
  return (
    <StatCard
      label={t`Health`}
      value={
        health && (
          <Link to={adminPath('health')} className="inline-flex rounded-sm">
            <StatusBadge status={health.status} />
          </Link>
        )
      }
      note={health && <span title={exactTime(health.checkedAt)}>{t`Version ${health.version}`}</span>}
    />
  );
}
