import { getReport, reopenReport } from '@confab/protocol/moderation/paths';
import type { Report, ReportCase, Restriction } from '@confab/protocol';
import { ChevronLeft } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { dayAndTime } from '../../lib/day-and-time.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { Link } from '../../lib/router/index.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { plural, t } from '../../lib/words.ts';
import { useClient, useName } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../ui/RowsSkeleton.tsx';
import { BanInvitedDialog } from './BanInvitedDialog.tsx';
import { ContextMessages } from './ContextMessages.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import { deedText, reasonText, restrictionText, whereText } from './reason-words.ts';
import { usePeople } from './use-people.ts';

/** One report with all that it is decided by. */
export function CasePage({ reportId }: { reportId: string }) {
  const { rest } = useClient();
  const { value, error, reload } = useAnswer(
    useCallback(
      (signal: AbortSignal) => rest.call(getReport, { params: { report_id: reportId } }, { signal }),
      [rest, reportId],
    ),
  );
  // Read once: each look is noted, and a decision answers with what became of it.
  const [changed, setChanged] = useState<Report | null>(null);
  const readAnew = (): void => {
    setChanged(null);
    reload();
  };
  const found = value && changed ? { ...value, report: changed } : value;
  return (
    <>
      <Link
        to="/admin/reports"
        className="-ms-1.5 mb-3 inline-flex min-h-8 items-center gap-1 rounded-sm pe-2 text-sm text-muted hover:bg-tint pointer-coarse:min-h-touch"
      >
        <ChevronLeft className="size-4.5" strokeWidth={1.8} aria-hidden="true" />
        {t`All reports`}
      </Link>
      <PageNote error={error} onRetry={reload} />
      {found === null ? (
        error === null && <RowsSkeleton />
      ) : (
        <Case found={found} onReported={setChanged} onChanged={readAnew} />
      )}
    </>
  );
}

type CaseProps = { found: ReportCase; onReported: (report: Report) => void; onChanged: () => void };

function Case({ found, onReported, onChanged }: CaseProps) {
  const [isJustDecided, setJustDecided] = useState(false);
  const { report, reports, context, restrictions } = found;
  usePeople([
    report.userId,
    ...reports.flatMap(({ reporterId }) => reporterId ?? []),
    ...context.map(({ senderId }) => senderId),
    ...restrictions.map(({ by }) => by),
    ...(report.decision ? [report.decision.by] : []),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <About found={found} />
      <section aria-label={t`Why`} className="flex flex-col gap-2">
        {reports.map((one) => (
          <Reason
            key={one.id}
            reporterId={one.reporterId}
            words={one.words}
            text={reasonText(one.reason)}
            at={one.at}
          />
        ))}
      </section>
      {report.message && <ContextMessages reported={report.message} context={context} />}
      {restrictions.length > 0 && <Earlier restrictions={restrictions} />}
      {found.invitation && <CameBy invitation={found.invitation} onChanged={onChanged} />}
      {report.decision === null ? (
        <DecisionForm
          report={report}
          onDone={(decided) => {
            setJustDecided(true);
            onReported(decided);
          }}
        />
      ) : (
        <Decided report={report} isNew={isJustDecided} onReopened={onReported} />
      )}
    </div>
  );
}

function About({ found: { report, chat } }: { found: ReportCase }) {
  const name = useName(report.userId);
  return (
    <div className="flex items-center gap-3">
      <Avatar id={report.userId} name={name} size="m" on="bg" />
      <div className="min-w-0">
        <h2 className="truncate text-lg font-semibold tracking-tight">
          <bdi>{name}</bdi>
        </h2>
        <p className="text-sm text-muted">{chat === null ? t`The person was reported` : whereText(chat)}</p>
      </div>
    </div>
  );
}

type ReasonProps = { reporterId: string | null; text: string; words: string; at: string };

function Reason({ reporterId, text, words, at }: ReasonProps) {
  const name = useName(reporterId ?? '');
  return (
    <div className="rounded-md bg-tint px-3.5 py-2.5 text-sm">
      <p className="font-medium">{text}</p>
      {words !== '' && <p className="as-written mt-0.5 wrap-anywhere whitespace-pre-line">{words}</p>}
      <p className="mt-1 text-xs text-muted">{reporterId === null ? dayAndTime(at) : t`${name}, ${dayAndTime(at)}`}</p>
    </div>
  );
}

type CameByProps = { invitation: NonNullable<ReportCase['invitation']>; onChanged: () => void };

/** Whoever comes to do harm seldom comes alone. */
function CameBy({ invitation: { id, people }, onChanged }: CameByProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-label={t`Invitation`} className="flex flex-wrap items-center gap-3 text-sm">
      <p className="min-w-0 flex-1">
        {t`Came by an invitation. It and the invitations that followed from it brought in ${plural(people, { one: '# person', other: '# people' })}.`}
      </p>
      <Button size="s" look="danger-quiet" onClick={() => setOpen(true)}>
        {t`Ban all of them…`}
      </Button>
      {isOpen && (
        <BanInvitedDialog invitationId={id} people={people} onClose={() => setOpen(false)} onDone={onChanged} />
      )}
    </section>
  );
}

function Earlier({ restrictions }: { restrictions: readonly Restriction[] }) {
  return (
    <section aria-label={t`Earlier`}>
      <h3 className="mb-1.5 text-sm font-semibold">{t`Earlier`}</h3>
      <ul className="flex flex-col gap-1 text-sm">
        {restrictions.map((one) => (
          <li key={one.id}>
            <span className={one.lifted ? 'text-muted line-through' : 'font-medium'}>{restrictionText(one)}</span>
            <span className="text-muted"> · {one.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type DecidedProps = { report: Report; isNew: boolean; onReopened: (report: Report) => void };

function Decided({ report, isNew, onReopened }: DecidedProps) {
  const { rest } = useClient();
  const section = useRef<HTMLElement>(null);
  // It stands where the form was, and says that it was done and by whom.
  useEffect(() => {
    if (isNew) section.current?.focus();
  }, [isNew]);
  const [isBusy, setBusy] = useState(false);
  const name = useName(report.decision?.by ?? '');
  if (report.decision === null) return null;
  const { did, note, at } = report.decision;
  async function reopen(): Promise<void> {
    setBusy(true);
    try {
      onReopened(await rest.call(reopenReport, { params: { report_id: report.id } }));
    } catch (reason) {
      tell(failureText(reason));
    }
    setBusy(false);
  }
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={t`Decision`}
      className="rounded-md border border-line px-3.5 py-3 text-sm"
    >
      <p className="font-medium">{deedText(did)}</p>
      {note !== '' && <p className="as-written mt-0.5 wrap-anywhere whitespace-pre-line">{note}</p>}
      <p className="mt-1 text-xs text-muted">{t`${name}, ${dayAndTime(at)}`}</p>
      <Button size="s" className="mt-2.5" disabled={isBusy} onClick={() => void reopen()}>
        {t`Open it again`}
      </Button>
    </section>
  );
}
