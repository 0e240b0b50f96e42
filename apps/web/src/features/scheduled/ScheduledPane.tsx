import { CalendarClock } from 'lucide-react';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { ScheduledList } from './ScheduledList.tsx';
import { type ScheduledMessage, useScheduled } from './use-scheduled.ts';

const all = (_message: ScheduledMessage): boolean => true;

/** Everything that waits to be sent, in all chats. */
export function ScheduledPane() {
  const messages = useScheduled(all);
  const isLoaded = useClientState((state) => state.documentsLoaded);
  return (
    <PageFrame title={t`Scheduled`}>
      {messages.length > 0 ? (
        <div className="max-w-reading px-3 pt-2 pb-10 max-wide:px-1.5">
          <ScheduledList messages={messages} namesChat />
        </div>
      ) : (
        isLoaded && (
          <div className="flex min-h-full">
            <EmptyState icon={CalendarClock} title={t`Nothing is scheduled`}>
              {t`Write a message, then choose a time from the arrow next to “Send”. It waits here, on all your devices.`}
            </EmptyState>
          </div>
        )
      )}
    </PageFrame>
  );
}
