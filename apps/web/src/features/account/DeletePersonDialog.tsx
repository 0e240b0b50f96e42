import { createAccountActions } from '@confab/client/accounts';
import type { Afterwards } from '@confab/protocol';
import { useRef, useState } from 'react';
import { useDeed } from '../../lib/use-deed.ts';
import { t } from '../../lib/words.ts';
import type { PersonActionProps } from '../../registry/web-feature.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { AfterwardsChoice } from './AfterwardsChoice.tsx';

/** Somebody else's account, for good. */
export function DeletePersonDialog({ person, onClose, onDone }: PersonActionProps) {
  const { rest } = useClient();
  const cancel = useRef<HTMLButtonElement>(null);
  const [messages, setMessages] = useState<Afterwards | null>(null);
  const { isBusy, error, run } = useDeed();
  const destroy = (): Promise<void> => createAccountActions(rest).deletePerson(person.id, messages ?? 'keep');
  return (
    <Dialog title={t`Delete the account of ${person.displayName}?`} onClose={onClose} initialFocus={cancel}>
      <p className="text-pretty text-muted">
        {t`This can’t be undone. They’re out at once and leave all groups; one that only they own goes to the person who helped or was there longest. Deactivate them instead if they may come back.`}
      </p>
      <AfterwardsChoice isOwn={false} value={messages} onChange={setMessages} />
      <FormError text={error} />
      <DialogFoot>
        <Button ref={cancel} onClick={onClose}>
          {t`Cancel`}
        </Button>
        <Button
          look="danger"
          disabled={messages === null || isBusy}
          onClick={() =>
            void run(destroy, () => {
              onClose();
              onDone();
            })
          }
        >
          {t`Delete for good`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
