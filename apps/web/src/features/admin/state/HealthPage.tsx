import { getHealth } from '@confab/protocol/administration/paths';
import type { Health } from '@confab/protocol';
import { RefreshCw } from 'lucide-react';
import { useCallback } from 'react';
import { agoText, exactTime } from '../../../lib/dates.ts';
import { sizeText } from '../../../lib/size-text.ts';
import { useAnswer } from '../../../lib/use-answer.ts';
import { useNow } from '../../../lib/use-now.ts';
import { plural, t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { PageNote } from '../../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../../ui/RowsSkeleton.tsx';
import { checkAdvice, checkName, figuresText } from './health-words.ts';
import { StatusBadge } from './StatusBadge.tsx';

const ofColumn = { scope: 'col' } as const;
const ofRow = { scope: 'row' } as const;

/** Whether all that the place stands on is there, and what to do where it is not. */
export function HealthPage() {
  const { rest } = useClient();
  const now = useNow();
  const { value, error, isLoading, reload } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getHealth, {}, { signal }), [rest]),
  );
  return (
    <>
      <PageNote error={error} onRetry={reload} />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold tracking-tight">
          <span role="status">{value ? summaryText(value.status) : t`Checking…`}</span>
        </h2>
        <Button size="s" disabled={isLoading} onClick={reload}>
          <RefreshCw className="size-3.5" strokeWidth={2} aria-hidden="true" />
          {t`Check again`}
        </Button>
      </div>
      {value === null ? (
        error === null && <RowsSkeleton />
      ) : (
        <>
          <ul aria-label={t`Checks`} className="border-t border-line">
            {value.checks.map((check) => (
              <CheckRow key={check.name} check={check} />
            ))}
          </ul>
          <Nodes health={value} now={now} />
          <Jobs jobs={value.jobs} now={now} />
        </>
      )}
    </>
  );
}

function summaryText(status: Health['status']): string {
  switch (status) {
    case 'ok':
      return t`All is well`;
    case 'slow':
      return t`Something needs a look`;
    case 'failed':
      return t`Something is failing`;
  }
}

function CheckRow({ check }: { check: Health['checks'][number] }) {
  const { name, status, ms, figures } = check;
  const advice = checkAdvice(name, status);
  return (
    <li className="border-b border-line py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="w-32 font-medium">{checkName(name)}</span>
        <span className="w-32 text-sm">
          <StatusBadge status={status} />
        </span>
        <span className="min-w-0 flex-1 text-sm text-muted tabular-nums empty:hidden max-wide:basis-full">
          {figuresText(figures, ms)}
        </span>
      </div>
      {advice !== null && <p className="mt-1 max-w-reading text-sm text-muted">{advice}</p>}
    </li>
  );
}

function Nodes({ health: { nodes, node }, now }: { health: Health; now: Date }) {
  return (
    <section aria-label={t`Processes`} className="mt-7">
      <h3 className="mb-1 font-semibold tracking-tight">{t`Processes`}</h3>
      <p className="text-sm text-muted">
        {t`The one that answered: ${node.runtime}, ${sizeText(node.memoryBytes)} of memory, ${plural(node.connections, { one: '# connection', other: '# connections' })}.`}
      </p>
      <ul className="mt-2">
        {nodes.map(({ id, version, upSince, seenAt }, index) => (
          <li key={id} className="flex flex-wrap gap-x-4 border-b border-line py-2 text-sm last:border-b-0">
            <span className="w-24 font-mono text-xs leading-6">{id}</span>
            <span className="w-32 text-muted">{t`Version ${version}`}</span>
            <span className="text-muted" title={exactTime(upSince)}>
              {t`up since ${exactTime(upSince)}`}
              {index > 0 && t`, heard of ${agoText(seenAt, now)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Jobs({ jobs, now }: { jobs: Health['jobs']; now: Date }) {
  if (jobs.length === 0) return null;
  return (
    <section aria-label={t`Work that waits`} className="mt-7">
      <h3 className="mb-1 font-semibold tracking-tight">{t`Work that waits`}</h3>
      <div className="overflow-x-auto">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line text-start text-xs text-muted">
              <th {...ofColumn} className="py-1.5 pe-4 text-start font-semibold">{t`Kind`}</th>
              <th {...ofColumn} className="py-1.5 pe-4 text-end font-semibold">{t`Waiting`}</th>
              <th {...ofColumn} className="py-1.5 pe-4 text-end font-semibold">{t`Failed attempts`}</th>
              <th {...ofColumn} className="py-1.5 text-end font-semibold">{t`Due`}</th>
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {jobs.map(({ kind, waiting, attempts, oldestDueAt }) => (
              <tr key={kind} className="border-b border-line last:border-b-0">
                <th {...ofRow} className="py-2 pe-4 text-start font-normal">
                  {kind}
                </th>
                <td className="py-2 pe-4 text-end">{waiting}</td>
                <td className="py-2 pe-4 text-end">{attempts}</td>
                <td className="py-2 text-end text-muted">{oldestDueAt === null ? '–' : dueText(oldestDueAt, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function dueText(at: string, now: Date): string {
  return new Date(at) <= now ? agoText(at, now) : exactTime(at);
}
