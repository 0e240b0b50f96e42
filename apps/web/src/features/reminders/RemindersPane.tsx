import { AlarmClock } from 'lucide-react';
import { useId, useRef } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { ReminderRow } from './ReminderRow.tsx';
import { type Reminder, useReminders } from './use-reminders.ts';

/** What I want to be reminded of: what is due, then what is to come. */
export function RemindersPane() {
  const reminders = useReminders();
  const isLoaded = useClientState((state) => state.documentsLoaded);
  return (
    <PageFrame title={t`Reminders`}>
      {reminders.length > 0 ? (
        <div className="max-w-reading px-3 pt-2 pb-10 max-wide:px-1.5">
          <Section title={t`Due`} reminders={reminders.filter(({ rangAt }) => rangAt !== undefined)} />
          <Section title={t`Upcoming`} reminders={reminders.filter(({ rangAt }) => rangAt === undefined)} />
        </div>
      ) : (
        isLoaded && (
          <div className="flex min-h-full">
            <EmptyState icon={AlarmClock} title={t`No reminders`}>
              {t`Point at a message, or press and hold it, and choose “Remind me…”. It comes back here, on all your devices.`}
            </EmptyState>
          </div>
        )
      )}
    </PageFrame>
  );
}

function Section({ title, reminders }: { title: string; reminders: readonly Reminder[] }) {
  const client = useClient();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const now = useNow();

  /** Null: it is done. The button goes with its row: the focus does not. */
  function put({ id: key, rangAt: _rangAt, ...reminder }: Reminder, at: Date | null): void {
    const row = list.current?.querySelector(`[data-reminder="${CSS.escape(key)}"]`);
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
    (neighbour?.querySelector('button') ?? document.getElementById('main'))?.focus();
    try {
      client.putDocument('reminder', key, at && { ...reminder, at: at.toISOString() });
    } catch (reason) {
      tell(failureText(reason));
    }
  }

  if (reminders.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="px-2.5 pt-3 pb-1 text-xs font-semibold text-muted">
        {title}
      </h2>
      <ul ref={list} aria-labelledby={id}>
        {reminders.map((reminder) => (
          <ReminderRow key={reminder.id} reminder={reminder} now={now} onPut={(at) => put(reminder, at)} />
        ))}
      </ul>
    </section>
  );
}
