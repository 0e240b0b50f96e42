import type { Readers } from '@confab/protocol';
import { useEffect, useId, useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { plural, t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { useClient } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/Dialog.tsx';

type State = 'read' | 'unread';
const states: readonly State[] = ['read', 'unread'];

/** Who has read a message and who has not, with the number of each. */
export function ReadersDialog({ message: { id, chatId, seq }, finalFocus, onClose }: ActionDialogProps) {
  const client = useClient();
  const name = useId();
  const first = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>('read');
  const [pages, setPages] = useState<readonly Readers[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);

  useEffect(() => {
    let isWanted = true;
    const page = { state, limit: 50, ...(cursor !== null && { cursor }) };
    client.readers({ id, chatId, seq }, page).then(
      (found) => isWanted && setPages((known) => (cursor === null ? [found] : [...known, found])),
      (reason: unknown) => isWanted && setError(failureText(reason)),
    );
    return () => {
      isWanted = false;
    };
  }, [client, id, chatId, seq, state, cursor]);

  function choose(next: State): void {
    setState(next);
    setCursor(null);
    setPages([]);
    setError(null);
  }

  const latest = pages.at(-1);
  const users = pages.flatMap((page) => page.users);
  const [counts, setCounts] = useState<Readers['counts'] | null>(null);
  if (latest && latest.counts !== counts) setCounts(latest.counts);

  return (
    <Dialog title={t`Read by`} onClose={onClose} finalFocus={finalFocus} initialFocus={first}>
      <fieldset className="mb-3 grid grid-cols-2 gap-1 rounded-md bg-tint p-1">
        <legend className="sr-only">{t`Show`}</legend>
        {states.map((one, index) => (
          <label
            key={one}
            className={classNames(
              'flex min-h-8 cursor-pointer items-center justify-center rounded-sm text-sm font-medium pointer-coarse:min-h-touch has-focus-visible:outline-2 has-focus-visible:outline-accent',
              one === state ? 'bg-raised shadow-1' : 'text-muted',
            )}
          >
            <input
              ref={index === 0 ? first : undefined}
              type="radio"
              name={name}
              checked={one === state}
              onChange={() => choose(one)}
              className="sr-only"
            />
            <span className="tabular">{labelOf(one, counts)}</span>
          </label>
        ))}
      </fieldset>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <ul aria-busy={!latest && error === null} className="h-list overflow-y-auto outline-none" tabIndex={-1}>
        {users.map((user) => (
          <li key={user.id} className="flex min-h-11 items-center gap-2.75 px-1">
            <Avatar id={user.id} name={user.displayName} picture={user.picture} size="s" on="raised" />
            <span className="min-w-0">
              <bdi className="block truncate text-as-parent text-name font-medium">{user.displayName}</bdi>
              <span className="block truncate text-xs text-muted">@{user.username}</span>
            </span>
          </li>
        ))}
        {latest && users.length === 0 && (
          <li className="grid h-full place-items-center text-sm text-muted">
            {state === 'read' ? t`No one has read it yet` : t`Everyone has read it`}
          </li>
        )}
        {latest?.nextCursor != null && (
          <li className="py-2 text-center">
            <Button look="soft" onClick={() => setCursor(latest.nextCursor)}>{t`Show more`}</Button>
          </li>
        )}
      </ul>
      <p className="mt-2 text-xs text-muted">{t`People who hide what they’ve read, or joined later, aren’t listed.`}</p>
    </Dialog>
  );
}

function labelOf(state: State, counts: Readers['counts'] | null): string {
  if (counts === null) return state === 'read' ? t`Read` : t`Not yet`;
  return state === 'read'
    ? t`${plural(counts.read, { one: '# has read it', other: '# have read it' })}`
    : t`${plural(counts.unread, { one: '# not yet', other: '# not yet' })}`;
}
