import type { ChatState } from '@confab/client';
import type { User } from '@confab/protocol';
import { useMemo, useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { plural, t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PeoplePicker } from '../people/index.ts';
import { useClient } from '../../session/client.ts';

export function AddPeopleDialog({ chat, onClose }: { chat: ChatState; onClose: () => void }) {
  const client = useClient();
  const search = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [error, setError] = useState<string | null>(null);
  const memberIds = useMemo(() => new Set(chat.members.map((member) => member.userId)), [chat.members]);

  function add(): void {
    if (chosen.length === 0) return;
    const ids = chosen.map((user) => user.id);
    client.addMembers(chat.id, ids).then(onClose, (reason: unknown) => setError(failureText(reason)));
  }

  return (
    <Dialog title={t`Add people`} onClose={onClose} initialFocus={search}>
      <PeoplePicker chosen={chosen} onChange={setChosen} exceptIds={memberIds} inputRef={search} onSubmit={add} />
      <FormError text={error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" disabled={chosen.length === 0} onClick={add}>
          {chosen.length > 1 ? t`Add ${plural(chosen.length, { one: '# person', other: '# people' })}` : t`Add`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
