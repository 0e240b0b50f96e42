import type { User } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { useRef, useState } from 'react';
import { composerOrBack } from '../../lib/composer-focus.ts';
import { failureText } from '../../lib/failure-text.ts';
import { nameError } from '../../lib/name-error.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { PeoplePicker } from '../people/index.ts';
import { useClient, useClientState, useMyId } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { useOverlays } from '../../registry/overlays.ts';
import { hasGroupSettings, publicGroupsOverlay } from '../groups/index.ts';
import { useGoToNewChat } from '../switching/index.ts';

/** One person makes a one-on-one chat, several a group, and so does whoever asks for one. */
export function NewChatDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const goToNewChat = useGoToNewChat();
  const search = useRef<HTMLInputElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [name, setName] = useState('');
  const [nameFault, setNameFault] = useState<string | undefined>();
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isPublic, setPublic] = useState(false);
  const hasGroups = useClientState(hasGroupSettings);
  const account = useOwnAccount();
  // What is not known yet, or never by an older server, is refused by the server where it must be.
  const may = (permission: string): boolean => account?.role === undefined || account.may.includes(permission);
  const hasNotes = useClientState(({ features }) => features.includes('notes-to-self'));
  const myId = useMyId();
  const overlays = useOverlays();
  // Of oneself alone too: a group that people are then invited into.
  const [wantsGroup, setWantsGroup] = useState(false);
  const isGroup = chosen.length > 1 || wantsGroup;
  const hasChosen = chosen.length > 0 || wantsGroup;

  function create(): void {
    const [first] = chosen;
    if (isBusy || !hasChosen) return;
    const nameProblem = name.trim() === '' ? t`Give the group a name.` : nameError(name);
    if (isGroup && nameProblem !== null) {
      setNameFault(nameProblem);
      return nameField.current?.focus();
    }
    const ids = chosen.map((user) => user.id);
    start(async () =>
      isGroup || first === undefined
        ? await client.createGroup(name.trim(), ids, isPublic ? { visibility: 'public' } : {})
        : await client.createDirectChat(first.id),
    );
  }

  function start(make: () => Promise<{ id: string }>): void {
    setBusy(true);
    setError(null);
    goToNewChat({ make, host: search.current?.parentElement ?? null }, { replace: true }).then(
      // The place of the dialog in the history becomes the chat's.
      () => undefined,
      (reason: unknown) => {
        search.current?.focus();
        setError(failureText(reason));
        setBusy(false);
      },
    );
  }

  return (
    <Dialog title={t`New chat`} onClose={onClose} initialFocus={search} finalFocus={composerOrBack}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <PeoplePicker
          chosen={chosen}
          // Whoever starts no groups talks to one.
          onChange={(people) => setChosen(may('create-groups') ? people : people.slice(-1))}
          inputRef={search}
          onSubmit={create}
        >
          {/* Other ways to go, until one has begun on this one. */}
          {!hasChosen && (
            <div className="mt-2.5 flex flex-wrap gap-2 empty:hidden">
              {may('create-groups') && (
                <Button size="s" onClick={() => setWantsGroup(true)}>
                  {t`New group`}
                </Button>
              )}
              {hasGroups && may('join-public-groups') && (
                <Button size="s" onClick={() => overlays.open(publicGroupsOverlay)}>
                  {t`Public groups`}
                </Button>
              )}
              {hasNotes && (
                <Button size="s" onClick={() => start(async () => await client.createDirectChat(myId))}>
                  {t`Notes to self`}
                </Button>
              )}
            </div>
          )}
          {isGroup && (
            <>
              <TextField
                ref={nameField}
                // Where several make the group, the next of them is being looked for.
                autoFocus={wantsGroup}
                className="mt-3"
                label={t`Group name`}
                value={name}
                maxCharacters={limits.chatNameMax}
                error={nameFault}
                onChange={(event) => {
                  setName(event.target.value);
                  setNameFault(undefined);
                }}
              />
              {hasGroups && may('create-public-groups') && (
                <label className="mt-2 flex min-h-8 cursor-pointer items-center gap-2.5 text-sm pointer-coarse:min-h-touch">
                  <input
                    type="checkbox"
                    checked={isPublic}
                    onChange={(event) => setPublic(event.target.checked)}
                    className="size-4 shrink-0 accent-accent"
                  />
                  {t`Anyone can find and join it`}
                </label>
              )}
            </>
          )}
        </PeoplePicker>
        <FormError text={error} />
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="primary" disabled={!hasChosen || isBusy}>
            {isGroup ? t`Create Group Chat` : t`Start 1-on-1 Chat`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
