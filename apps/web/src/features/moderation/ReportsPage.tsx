import { listReports } from '@confab/protocol/moderation/paths';
import type { Report } from '@confab/protocol';
import { ShieldCheck } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link } from '../../lib/router/index.ts';
import { agoText } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { usePagedAnswer } from '../../lib/use-paged-answer.ts';
import { plural, t } from '../../lib/words.ts';
import { useClient, useClientState, useMyId, useName } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../ui/RowsSkeleton.tsx';
import { CasePage } from './CasePage.tsx';
import { deedText, reasonText, whereText } from './reason-words.ts';
import { usePeople } from './use-people.ts';

/** What people reported and rules found. `rest`: of an address, the report that is looked at. */
export function ReportsPage({ rest }: { rest: string }) {
  return rest === '' ? <ReportList /> : <CasePage key={rest} reportId={rest} />;
}

function ReportList() {
  const [state, setState] = useState<'open' | 'decided'>('open');
  const { rest } = useClient();
  const reports = usePagedAnswer<Report>(
    useCallback(
      async (cursor, signal) => {
        const query = { state, limit: 30, ...(cursor !== null && { cursor }) };
        const page = await rest.call(listReports, { query }, { signal });
        return { items: page.reports, nextCursor: page.nextCursor, count: page.open };
      },
      [rest, state],
    ),
  );
  useNews(reports.reload);
  usePeople(reports.items.flatMap(({ userId, reporterId }) => [userId, ...(reporterId ? [reporterId] : [])]));
  return (
    <>
      <div role="group" aria-label={t`Which reports`} className="mb-3 flex gap-1">
        <Choice isOn={state === 'open'} onChoose={() => setState('open')} label={t`Open`} />
        <Choice isOn={state === 'decided'} onChoose={() => setState('decided')} label={t`Decided`} />
      </div>
      <PageNote error={reports.error} onRetry={reports.reload} />
      {reports.items.length > 0 ? (
        <ul aria-label={t`Reports`} aria-busy={reports.isLoading}>
          {reports.items.map((report) => (
            <ReportRow key={report.id} report={report} />
          ))}
        </ul>
      ) : reports.isLoading ? (
        <RowsSkeleton />
      ) : (
        reports.error === null && (
          <EmptyState icon={ShieldCheck} title={state === 'open' ? t`Nothing to decide` : t`Nothing was decided yet`}>
            {t`What people report, and what rules for words find, is listed here.`}
          </EmptyState>
        )
      )}
      {reports.hasMore && (
        <Button className="mt-3" disabled={reports.isLoading} onClick={reports.loadMore}>
          {t`Show more`}
        </Button>
      )}
    </>
  );
}

function Choice({ isOn, onChoose, label }: { isOn: boolean; onChoose: () => void; label: string }) {
  return (
    <Button size="s" look={isOn ? 'soft' : 'quiet'} aria-pressed={isOn} onClick={onChoose}>
      {label}
    </Button>
  );
}

/** What is new is listed when it comes. */
function useNews(reload: () => void): void {
  const open = useClientState(({ openReports }) => openReports);
  const shown = useRef(open);
  useEffect(() => {
    if (open === shown.current) return;
    shown.current = open;
    reload();
  }, [open, reload]);
}

function ReportRow({ report }: { report: Report }) {
  const now = useNow();
  const name = useName(report.userId);
  const isMe = useMyId() === report.userId;
  const { message, decision, others } = report;
  const words = (
    <>
      <span className="flex items-baseline gap-2">
        <bdi className="truncate text-name font-semibold">{name}</bdi>
        <span className="min-w-0 truncate text-sm text-muted">
          {report.kind === 'held' ? t`Waits to be sent` : reasonText(report.reason)}
        </span>
        <span className="ms-auto shrink-0 text-xs text-muted">{agoText(decision?.at ?? report.at, now)}</span>
      </span>
      <span className={classNames('as-written mt-0.5 line-clamp-2 text-sm wrap-anywhere', message ? '' : 'text-muted')}>
        {message ? message.content || message.files.join(', ') : report.words || t`The person was reported.`}
      </span>
      <Origin report={report} />
      {decision !== null && <span className="mt-1 block text-xs text-muted">{deedText(decision.did)}</span>}
      {others > 0 && (
        <span className="mt-1 inline-block rounded-full bg-accent-soft px-2 py-0.5 text-2xs font-medium text-accent-text">
          {t`${plural(others, { one: '# more report', other: '# more reports' })}`}
        </span>
      )}
    </>
  );
  return (
    <li className="border-b border-line last:border-b-0">
      {isMe ? (
        <div className="py-2.5">
          {words}
          <p className="mt-1 text-xs text-muted">{t`This is about you. Other moderators look at it.`}</p>
        </div>
      ) : (
        <Link
          to={`/admin/reports/${report.id}`}
          className="-mx-2.5 block rounded-md px-2.5 py-2.5 hover:bg-tint pointer-coarse:min-h-touch"
        >
          {words}
        </Link>
      )}
    </li>
  );
}

/** Who reported it, and where it was said. Who did it is not told to whom it is about. */
function Origin({ report: { kind, reporterId, chat } }: { report: Report }) {
  const reporter = useName(reporterId ?? '');
  const parts = [
    ...(reporterId === null ? [] : [t`Reported by ${reporter}`]),
    ...(kind === 'held' ? [t`Found by a rule`] : []),
    ...(chat ? [whereText(chat)] : []),
  ];
  if (parts.length === 0) return null;
  return (
    <span dir="auto" className="mt-1 block truncate text-xs text-muted">
      {parts.join(' · ')}
    </span>
  );
}
