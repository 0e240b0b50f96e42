import { documentOf, reminderIdOf } from '@confab/client';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { useClient, useClientState, useName } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { MeantMessage, OwnTime, PresetList, soonPresets } from '../when/index.ts';
import { remind } from './remind.ts';

const noteMax = 200;

/** One press for what one wants often, or a time and a word of one's own. */
export function ReminderDialog({ message, finalFocus, onClose }: ActionDialogProps) {
  const client = useClient();
  const author = useName(message.senderId);
  const known = useClientState((state) => documentOf(state, 'reminder', reminderIdOf(message)));
  const [note, setNote] = useState(known?.note ?? '');
  const [presets] = useState(() => soonPresets(new Date()));
  const choose = (at: Date | null): void => {
    remind(client, message, at, note.trim().slice(0, noteMax));
    onClose();
  };
  return (
    <Dialog title={t`Remind me of this message`} onClose={onClose} finalFocus={finalFocus}>
      <MeantMessage message={message} author={author} />
      <PresetList presets={presets} onChoose={choose} />
      <OwnTime
        initial={initialTime(known?.at, presets.at(-1)?.at)}
        action={t`Remind me`}
        other={
          known && (
            <Button look="danger-quiet" className="me-auto" onClick={() => choose(null)}>
              {t`Remove reminder`}
            </Button>
          )
        }
        onChoose={choose}
        onCancel={onClose}
      >
        <TextField
          className="mb-3"
          label={t`Note (optional)`}
          value={note}
          maxCharacters={noteMax}
          onChange={(event) => setNote(event.target.value)}
        />
      </OwnTime>
    </Dialog>
  );
}

function initialTime(known: string | undefined, otherwise = new Date()): Date {
  const at = known === undefined ? otherwise : new Date(known);
  return at > new Date() ? at : otherwise;
}
