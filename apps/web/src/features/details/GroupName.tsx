import type { ChatState } from '@confab/client';
import { limits } from '@confab/protocol/limits';
import { Pencil } from 'lucide-react';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { nameError } from '../../lib/name-error.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useClient } from '../../session/client.ts';

export function GroupName({ chat, mayRename }: { chat: ChatState; mayRename: boolean }) {
  const [isEditing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // The form took the focus with it.
    if (wasEditing.current && !isEditing) button.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  if (isEditing) return <RenameForm chat={chat} onClose={() => setEditing(false)} />;
  return (
    <div className="mt-3 flex max-w-full items-center gap-1">
      <p className="line-clamp-3 min-w-0 text-lg font-semibold tracking-tight text-balance wrap-anywhere">
        <bdi>{chat.name}</bdi>
      </p>
      {mayRename && (
        <IconButton ref={button} size="s" icon={Pencil} label={t`Rename`} onClick={() => setEditing(true)} />
      )}
    </div>
  );
}

function RenameForm({ chat, onClose }: { chat: ChatState; onClose: () => void }) {
  const client = useClient();
  const [name, setName] = useState(chat.name ?? '');
  const [error, setError] = useState<string | undefined>();

  function save(event: SubmitEvent): void {
    event.preventDefault();
    if (name.trim() === chat.name) return onClose();
    const problem = nameError(name);
    if (problem !== null) return setError(problem);
    client.renameChat(chat.id, name.trim()).then(onClose, (reason: unknown) => setError(failureText(reason)));
  }

  return (
    <form
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.preventDefault();
        onClose();
      }}
      className="mt-3 mb-2 w-full text-start"
    >
      <TextField
        label={t`Group name`}
        value={name}
        autoFocus
        onFocus={(event) => event.target.select()}
        maxCharacters={limits.chatNameMax}
        error={error}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      <div className="mt-2 flex justify-end gap-2">
        <Button size="s" onClick={onClose}>
          {t`Cancel`}
        </Button>
        <Button size="s" look="primary" type="submit" disabled={name.trim() === ''}>
          {t`Save`}
        </Button>
      </div>
    </form>
  );
}
