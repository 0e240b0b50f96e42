import type { User } from '@confab/protocol';
import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PeoplePicker } from '../people/index.ts';
import { changeWishes, wishesIn } from './wishes.ts';

const most = 50;
const nobody: readonly string[] = [];

/** People whose direct messages and mentions are heard in spite of all quiet. */
export function ThoseWhoBreakThrough() {
  const client = useClient();
  const userIds = useClientState((state) => wishesIn(state).breakThrough ?? nobody);
  const [isAdding, setAdding] = useState(false);
  const add = (users: readonly User[]): void => {
    setAdding(false);
    changeWishes(client, { breakThrough: [...new Set([...userIds, ...users.map(({ id }) => id)])].slice(0, most) });
  };
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t`People who can still reach you`}</legend>
      <p className="mb-2 text-sm text-muted">{t`Their direct messages and mentions notify you anyway, even in muted chats.`}</p>
      <ul className="grid gap-1 empty:hidden">
        {userIds.map((userId) => (
          <PersonLine
            key={userId}
            userId={userId}
            onRemove={() => changeWishes(client, { breakThrough: userIds.filter((other) => other !== userId) })}
          />
        ))}
      </ul>
      <Button size="s" className="mt-2" disabled={userIds.length >= most} onClick={() => setAdding(true)}>
        <Plus className="size-4" strokeWidth={1.8} aria-hidden="true" />
        {t`Add people…`}
      </Button>
      {isAdding && <ChooseDialog exceptIds={new Set(userIds)} onChoose={add} onClose={() => setAdding(false)} />}
    </fieldset>
  );
}

function PersonLine({ userId, onRemove }: { userId: string; onRemove: () => void }) {
  const user = useClientState((state) => state.users.get(userId));
  const name = user?.displayName ?? t`Someone`;
  return (
    <li className="flex items-center gap-2.5">
      <Avatar id={userId} name={name} size="s" />
      <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
      <IconButton icon={X} size="s" label={t`Remove ${name}`} onClick={onRemove} />
    </li>
  );
}

type ChooseDialogProps = {
  exceptIds: ReadonlySet<string>;
  onChoose: (users: readonly User[]) => void;
  onClose: () => void;
};

function ChooseDialog({ exceptIds, onChoose, onClose }: ChooseDialogProps) {
  const search = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<readonly User[]>([]);
  return (
    <Dialog title={t`People who can still reach you`} onClose={onClose} initialFocus={search}>
      <PeoplePicker
        chosen={chosen}
        onChange={setChosen}
        exceptIds={exceptIds}
        inputRef={search}
        onSubmit={() => chosen.length > 0 && onChoose(chosen)}
      />
      <div className="mt-3.5 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" disabled={chosen.length === 0} onClick={() => onChoose(chosen)}>{t`Add`}</Button>
      </div>
    </Dialog>
  );
}
