import type { ConfabClient } from '@confab/client';
import type { PublicGroup } from '@confab/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { composerOrBack } from '../../lib/composer-focus.ts';
import { failureText } from '../../lib/failure-text.ts';
import { membersText } from '../../lib/members-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useGoToNewChat } from '../switching/index.ts';

/** The groups that anybody of the place may join. */
export function PublicGroups({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const goToNewChat = useGoToNewChat();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const found = usePublicGroups(client, query.trim());
  const [error, setError] = useState<string | null>(null);

  function open({ id, isMember }: PublicGroup): void {
    setError(null);
    const make = async (): Promise<{ id: string }> => (isMember ? { id } : await client.joinGroup(id));
    // The place of the dialog in the history becomes the group's.
    goToNewChat({ make, host: field.current?.parentElement ?? null }, { replace: true }).catch((reason: unknown) =>
      setError(failureText(reason)),
    );
  }

  return (
    <Dialog title={t`Public groups`} onClose={onClose} initialFocus={field} finalFocus={composerOrBack}>
      <TextField
        ref={field}
        label={t`Search groups`}
        value={query}
        autoComplete="off"
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul aria-label={t`Public groups`} aria-busy={found.isLoading} className="-mx-2 mt-3 max-h-list overflow-y-auto">
        {found.groups.map((group) => (
          <li key={group.id} className="flex items-start gap-2.75 rounded-md px-2 py-2 hover:bg-tint">
            <Avatar id={group.id} name={group.name} picture={group.picture} size="s" on="raised" />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                <bdi>{group.name}</bdi>
              </p>
              <p className="text-xs text-muted">{membersText(group.memberCount)}</p>
              {group.description !== '' && (
                <p className="as-written mt-0.5 line-clamp-2 text-sm wrap-anywhere text-muted">{group.description}</p>
              )}
            </div>
            <Button
              size="s"
              look={group.isMember ? 'quiet' : 'soft'}
              aria-label={group.isMember ? t`Open ${group.name}` : t`Join ${group.name}`}
              onClick={() => open(group)}
            >
              {group.isMember ? t`Open` : t`Join`}
            </Button>
          </li>
        ))}
      </ul>
      {found.nextCursor !== null && (
        <Button className="mt-2" disabled={found.isLoading} onClick={() => void found.loadMore()}>
          {t`Show more`}
        </Button>
      )}
      <p role="status" className="text-sm text-muted not-empty:pt-3">
        {error ?? found.error ?? emptyText(found, query)}
      </p>
    </Dialog>
  );
}

function emptyText({ groups, isLoading }: Found, query: string): string {
  if (groups.length > 0 || isLoading) return '';
  return query.trim() === ''
    ? t`No public groups yet. When you create a group, you can let anyone join it.`
    : t`No public group matches “${query.trim()}”.`;
}

type Found = { groups: readonly PublicGroup[]; nextCursor: string | null; isLoading: boolean; error: string | null };

const debounceMs = 150;

/** By a part of their name, asked of the server a moment after the last keystroke, page by page. */
function usePublicGroups(client: ConfabClient, query: string): Found & { loadMore: () => Promise<void> } {
  const [found, setFound] = useState<Found>({ groups: [], nextCursor: null, isLoading: true, error: null });
  const asked = useRef(0);
  const load = useCallback(
    async (cursor: string | null) => {
      asked.current += 1;
      const mine = asked.current;
      setFound((before) => ({ ...before, isLoading: true, error: null }));
      try {
        const page = await client.publicGroups({ ...(query && { query }), ...(cursor && { cursor }) });
        if (mine !== asked.current) return;
        const { nextCursor } = page;
        setFound((before) => ({
          groups: cursor === null ? page.groups : [...before.groups, ...page.groups],
          nextCursor,
          isLoading: false,
          error: null,
        }));
      } catch (reason) {
        if (mine === asked.current) setFound((before) => ({ ...before, isLoading: false, error: failureText(reason) }));
      }
    },
    [client, query],
  );
  useEffect(() => {
    const timer = setTimeout(() => void load(null), query === '' ? 0 : debounceMs);
    return () => clearTimeout(timer);
  }, [load, query]);
  return { ...found, loadMore: () => load(found.nextCursor) };
}
