import type { User } from '@confab/protocol';
import { useEffect, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient, useMyId } from '../../session/client.ts';
import { useIsCutOff } from '../../session/cut-off.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { usePeopleSearch } from '../people/index.ts';
import { AloneHere } from './AloneHere.tsx';
import { useGoToNewChat } from '../switching/index.ts';

const shownMax = 5;
/** Nothing tells the page that somebody has registered. */
const askAgainMs = 30_000;

/** Whoever has no chat yet is one click away from talking: those who are here first. */
export function FirstPeople() {
  const client = useClient();
  const myId = useMyId();
  const isCutOff = useIsCutOff();
  const goToNewChat = useGoToNewChat();
  const { users, isLoading, error: searchError, refresh } = usePeopleSearch('');
  const [error, setError] = useState<string | null>(null);
  const people = users
    .filter(({ id }) => id !== myId)
    .toSorted((one, other) => Number(other.online) - Number(one.online))
    .slice(0, shownMax);
  const isAlone = people.length === 0 && !isLoading;
  useEffect(() => {
    if (!isAlone) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && refresh(), askAgainMs);
    window.addEventListener('focus', refresh);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', refresh);
    };
  }, [isAlone, refresh]);
  if (people.length === 0) return isLoading || searchError !== null ? null : <AloneHere />;

  function start({ id }: User): void {
    goToNewChat({ make: async () => await client.createDirectChat(id) }).catch((reason: unknown) =>
      setError(failureText(reason)),
    );
  }

  return (
    <div className="mt-7 w-64 max-w-full">
      <h3 className="mb-1 text-xs font-medium text-muted">{t`People here`}</h3>
      <ul>
        {people.map((user) => (
          <li key={user.id}>
            <button
              type="button"
              onClick={() => start(user)}
              className="flex min-h-12 w-full items-center gap-2.75 rounded-md px-2 py-1.5 text-start hover:bg-tint"
            >
              <Avatar
                id={user.id}
                name={user.displayName}
                picture={user.picture}
                size="s"
                online={!isCutOff && user.online}
                on="bg"
              />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate text-as-parent text-name font-medium">{user.displayName}</bdi>
                <span className="block truncate text-xs text-muted">
                  @{user.username}
                  {!isCutOff && user.online && <span className="sr-only">{t`, online`}</span>}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-danger">
        {error}
      </p>
    </div>
  );
}
