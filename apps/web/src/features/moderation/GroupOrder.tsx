import type { ChatState } from '@confab/client';
import { getGroupWordRules, setGroupWordRules } from '@confab/protocol/moderation/paths';
import { useCallback, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { plural, t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../ui/RowsSkeleton.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { WordRulesForm } from './WordRulesForm.tsx';

const offered = [0, 10, 30, 60, 300, 900, 3_600];

/** Slow mode and rules for words of one group, for its owners and admins. */
export function GroupOrder({ chat }: { chat: ChatState }) {
  const client = useClient();
  const [isOpen, setOpen] = useState(false);
  const seconds = chat.parts?.slowMode ?? 0;
  const choices = offered.includes(seconds) ? offered : [...offered, seconds].toSorted((one, other) => one - other);
  return (
    <div className="px-2 pt-3">
      <SelectField
        label={t`Slow mode`}
        value={String(seconds)}
        options={choices.map((value) => ({ value: String(value), label: lengthText(value) }))}
        onChoose={(next) =>
          void client
            .changeGroup(chat.id, { slowMode: Number(next) })
            .catch((reason: unknown) => tell(failureText(reason)))
        }
      />
      <p className="mt-1.5 text-xs text-muted">{t`How long members wait between two messages.`}</p>
      <Button size="s" className="mt-3" onClick={() => setOpen(true)}>
        {t`Rules for words and links…`}
      </Button>
      {isOpen && <GroupWords chatId={chat.id} onClose={() => setOpen(false)} />}
    </div>
  );
}

function lengthText(seconds: number): string {
  if (seconds === 0) return t`Off`;
  if (seconds < 60) return t`${plural(seconds, { one: '# second', other: '# seconds' })}`;
  if (seconds % 3_600 === 0) return t`${plural(seconds / 3_600, { one: '# hour', other: '# hours' })}`;
  return t`${plural(Math.round(seconds / 60), { one: '# minute', other: '# minutes' })}`;
}

function GroupWords({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const { rest } = useClient();
  const { value, error, reload } = useAnswer(
    useCallback(
      (signal: AbortSignal) => rest.call(getGroupWordRules, { params: { chat_id: chatId } }, { signal }),
      [rest, chatId],
    ),
  );
  return (
    <Dialog title={t`Rules for words and links`} onClose={onClose}>
      <PageNote error={error} onRetry={reload} />
      {value === null ? (
        error === null && <RowsSkeleton />
      ) : (
        <WordRulesForm
          rules={value}
          onSave={(body) => rest.call(setGroupWordRules, { params: { chat_id: chatId }, body })}
        />
      )}
    </Dialog>
  );
}
