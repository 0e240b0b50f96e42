import { trimContent } from '@confab/protocol/content';
import { limits } from '@confab/protocol/limits';
import { useId, useState } from 'react';
import { contentLength } from '../../lib/content-length.ts';
import { failureText } from '../../lib/failure-text.ts';
import { atMostText } from '../../lib/length-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { OwnTime, workdayPresets } from '../when/index.ts';
import type { ScheduledMessage } from './use-scheduled.ts';

/** What it says, and when it goes. One that was not sent is to be sent then. */
export function ChangeDialog({ message, onClose }: { message: ScheduledMessage; onClose: () => void }) {
  const client = useClient();
  const fieldId = useId();
  const [content, setContent] = useState(message.content);
  const [error, setError] = useState<string | null>(null);

  function save(at: Date): void {
    const { id, refused: _refused, ...known } = message;
    const said = trimContent(content);
    if (said === '') return setError(t`Write a message first.`);
    if (contentLength(said) > limits.contentMax) return setError(atMostText(limits.contentMax));
    try {
      client.putDocument('scheduled', id, { ...known, content: said, at: at.toISOString() });
      onClose();
    } catch (reason) {
      setError(failureText(reason));
    }
  }

  return (
    <Dialog title={t`Scheduled message`} onClose={onClose}>
      <OwnTime initial={initialTime(message)} action={t`Save`} onChoose={save} onCancel={onClose}>
        <label htmlFor={fieldId} className="mb-1 block text-sm font-medium">
          {t`Message`}
        </label>
        <textarea
          id={fieldId}
          dir="auto"
          value={content}
          onChange={(event) => setContent(event.target.value)}
          className="mb-3 field-sizing-content max-h-list min-h-24 w-full resize-none rounded-sm border border-edge bg-bg px-3 py-2 text-text wrap-anywhere outline-none focus:border-accent focus:ring-3 focus:ring-(--ring)"
        />
        <FormError text={error} />
      </OwnTime>
    </Dialog>
  );
}

/** Of one that is due already another time is wanted. */
function initialTime({ at }: ScheduledMessage): Date {
  const now = new Date();
  const known = new Date(at);
  return known > now ? known : (workdayPresets(now)[0]?.at ?? now);
}
