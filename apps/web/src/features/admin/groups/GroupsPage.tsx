import { listAllGroups } from '@confab/protocol/administration/paths';
import type { ListedGroup } from '@confab/protocol';
import { MessagesSquare } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useNow } from '../../../lib/use-now.ts';
import { usePagedAnswer } from '../../../lib/use-paged-answer.ts';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageNote } from '../../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../../ui/RowsSkeleton.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { GroupReader } from './GroupReader.tsx';
import { GroupRow } from './GroupRow.tsx';

type Kind = '' | 'public' | 'private' | 'orphaned';

const pageSize = 40;

/** All groups, from outside. What is in one is read only once it was opened, which its members see. */
export function GroupsPage({ rest: chatId }: { rest: string }) {
  return chatId === '' ? <GroupList /> : <GroupReader key={chatId} chatId={decodeURIComponent(chatId)} />;
}

function GroupList() {
  const now = useNow();
  const [query, setQuery] = useState('');
  const [kind, setKind] = useState<Kind>('');
  const groups = useGroups(query.trim(), kind);
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <TextField
          className="min-w-0 flex-1 basis-64 max-wide:basis-full"
          label={t`Search groups`}
          type="search"
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <SelectField
          className="w-44 max-wide:flex-1"
          label={t`Which`}
          value={kind}
          onChoose={setKind}
          options={[
            { value: '', label: t`All groups` },
            { value: 'public', label: t`Public` },
            { value: 'private', label: t`Private` },
            { value: 'orphaned', label: t`Without an owner` },
          ]}
        />
      </div>
      <p className="mt-3 mb-2 max-w-reading text-sm text-muted">
        {t`Of private groups you see the name, the size and when someone last wrote. 1-on-1 chats are not listed.`}
      </p>
      <PageNote error={groups.error} onRetry={groups.reload} />
      {groups.items.length > 0 && (
        <ul aria-label={t`Groups`} aria-busy={groups.isLoading} className="border-t border-line">
          {groups.items.map((group) => (
            <GroupRow key={group.id} group={group} now={now} onChanged={groups.reload} />
          ))}
        </ul>
      )}
      {groups.items.length === 0 && groups.isLoading && <RowsSkeleton />}
      {groups.items.length === 0 && !groups.isLoading && groups.error === null && (
        <EmptyState icon={MessagesSquare} title={t`No groups found`}>
          {t`There is no group like that. Try a part of its name, or look at all of them.`}
        </EmptyState>
      )}
      {groups.hasMore && (
        <Button className="mt-3" disabled={groups.isLoading} onClick={groups.loadMore}>
          {t`Show more`}
        </Button>
      )}
    </>
  );
}

function useGroups(query: string, kind: Kind) {
  const { rest } = useClient();
  return usePagedAnswer<ListedGroup>(
    useCallback(
      async (cursor, signal) => {
        const filter = kind === 'orphaned' ? { orphaned: 'yes' as const } : kind === '' ? {} : { visibility: kind };
        const asked = { limit: pageSize, ...(query && { query }), ...filter, ...(cursor && { cursor }) };
        const { groups: items, nextCursor } = await rest.call(listAllGroups, { query: asked }, { signal });
        return { items, nextCursor };
      },
      [rest, query, kind],
    ),
  );
}
