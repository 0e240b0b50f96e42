import type { ChatState } from '@confab/client';
import { createRecordActions } from '@confab/client/records';
import type { RetentionAnswer } from '@confab/protocol';
import { Download } from 'lucide-react';
import { useCallback, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { plural, t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DaysForm } from './DaysForm.tsx';
import { DownloadLink } from './DownloadLink.tsx';

/** For how long what is said here is kept, and a way to take it along. */
export function ChatRecords({ chat }: { chat: ChatState }) {
  // Asked anew when the chat says something else.
  return <Kept key={JSON.stringify([chat.parts?.retention, chat.parts?.exporting])} chat={chat} />;
}

function Kept({ chat }: { chat: ChatState }) {
  const { rest } = useClient();
  const { value, error, reload } = useAnswer(
    useCallback(() => createRecordActions(rest).retention(chat.id), [rest, chat.id]),
  );
  return (
    <section aria-label={t`Keeping`} className="px-2.5 py-3">
      <h3 className="px-2 pt-1 pb-1.5 text-xs font-semibold text-muted">{t`Keeping`}</h3>
      <p className="min-h-5 px-2 text-sm text-pretty text-muted">{value === null ? error : keptText(value.kept)}</p>
      <div className="mt-2 flex flex-wrap gap-2 px-2 empty:hidden">
        {value?.mayChoose && <ChooseButton chatId={chat.id} answer={value} onDone={reload} />}
        {value?.mayExport && (
          <DownloadLink to={createRecordActions(rest).chatExportAddress(chat.id)} icon={Download}>
            {t`Export chat`}
          </DownloadLink>
        )}
      </div>
    </section>
  );
}

function keptText({ messagesDays, filesDays }: RetentionAnswer['kept']): string {
  const days = (count: number): string => t`${plural(count, { one: '# day', other: '# days' })}`;
  if (messagesDays === null && filesDays === null) return t`Everything is kept.`;
  if (messagesDays === null) return t`Files are deleted after ${days(filesDays ?? 0)}.`;
  if (filesDays === null || filesDays >= messagesDays) return t`Everything is deleted after ${days(messagesDays)}.`;
  return t`Messages are deleted after ${days(messagesDays)}, files after ${days(filesDays)}.`;
}

type ChooseProps = { chatId: string; answer: RetentionAnswer; onDone: () => void };

function ChooseButton({ chatId, answer: { chosen, kept, least, most }, onDone }: ChooseProps) {
  const { rest } = useClient();
  const [isOpen, setOpen] = useState(false);
  async function save(days: Readonly<Record<string, number | null>>): Promise<void> {
    try {
      await createRecordActions(rest).setRetention(chatId, { ...chosen, ...days });
      setOpen(false);
      onDone();
    } catch (reason) {
      tell(failureText(reason));
    }
  }
  return (
    <>
      <Button size="s" onClick={() => setOpen(true)}>
        {t`Change…`}
      </Button>
      {isOpen && (
        <Dialog title={t`How long this group is kept`} onClose={() => setOpen(false)}>
          <p className="mb-3 text-sm text-pretty text-muted">{boundsText(least, most)}</p>
          <DaysForm
            fields={[
              { name: 'messagesDays', label: t`Messages`, days: kept.messagesDays },
              { name: 'filesDays', label: t`Files`, days: kept.filesDays },
            ]}
            warning={t`What is older than that is deleted for everyone, and can’t be brought back.`}
            onSave={save}
          />
        </Dialog>
      )}
    </>
  );
}

function boundsText(least: number | null, most: number | null): string {
  if (least !== null && most !== null) return t`In days, from ${least} to ${most}.`;
  if (least !== null) return t`In days, at least ${least}. Empty is for good.`;
  if (most !== null) return t`In days, at most ${most}.`;
  return t`In days. Empty is for good.`;
}
