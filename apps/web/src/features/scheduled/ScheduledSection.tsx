import type { ChatState } from '@confab/client';
import { doorOf } from '@confab/protocol/threads';
import { useCallback } from 'react';
import { t } from '../../lib/words.ts';
import { ScheduledList } from './ScheduledList.tsx';
import { type ScheduledMessage, useScheduled } from './use-scheduled.ts';

/** What waits to be sent in this chat and its threads. */
export function ScheduledSection({ chat }: { chat: ChatState }) {
  const messages = useScheduled(useCallback(({ chatId }: ScheduledMessage) => doorOf(chatId) === chat.id, [chat.id]));
  return (
    <section aria-label={t`Scheduled`} className="px-2.5 py-3">
      <h3 className="px-2 pt-1 pb-1.5 text-xs font-semibold text-muted">{t`Scheduled by you`}</h3>
      <ScheduledList messages={messages} />
    </section>
  );
}
