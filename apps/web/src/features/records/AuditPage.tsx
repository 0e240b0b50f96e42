import { createRecordActions } from '@confab/client/records';
import type { AuditFilter } from '@confab/protocol';
import { Download, ScrollText, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useNow } from '../../lib/use-now.ts';
import { usePagedAnswer } from '../../lib/use-paged-answer.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { AuditRow, type Chosen, type Listed } from './AuditRow.tsx';
import { nounChoices } from './audit-words.ts';
import { ChainCheck } from './ChainCheck.tsx';
import { DownloadLink } from './DownloadLink.tsx';

type Filters = { action: string; from: string; to: string; actor: Chosen | null; target: Chosen | null };
const none: Filters = { action: '', from: '', to: '', actor: null, target: null };

/** Who did what to whom. A name chooses what is by them, or about them. */
export function AuditPage() {
  const now = useNow();
  const { rest } = useClient();
  const [filters, setFilters] = useState(none);
  const filter = toFilter(filters);
  const listed = useEntries(JSON.stringify(filter));
  const change = (changes: Partial<Filters>): void => setFilters((before) => ({ ...before, ...changes }));
  const { items, isLoading, error, hasMore, loadMore, reload } = listed;

  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          className="min-w-0 flex-1 basis-44 max-wide:basis-full"
          label={t`About`}
          value={filters.action}
          onChoose={(action) => change({ action })}
          options={nounChoices()}
        />
        <TextField
          className="min-w-0 flex-1 basis-32"
          label={t`From`}
          type="date"
          value={filters.from}
          onChange={(event) => change({ from: event.target.value })}
        />
        <TextField
          className="min-w-0 flex-1 basis-32"
          label={t`To`}
          type="date"
          value={filters.to}
          onChange={(event) => change({ to: event.target.value })}
        />
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {filters.actor && <Chip label={t`By ${filters.actor.name}`} onRemove={() => change({ actor: null })} />}
        {filters.target && <Chip label={t`About ${filters.target.name}`} onRemove={() => change({ target: null })} />}
        <span className="flex-1" />
        <DownloadLink to={createRecordActions(rest).auditAddress(filter)} icon={Download}>
          {t`Export`}
        </DownloadLink>
        <ChainCheck />
      </div>
      <PageNote error={error} onRetry={reload} />
      {items.length > 0 && (
        <ul aria-label={t`Entries`} aria-busy={isLoading} className="mt-3 border-t border-line">
          {items.map((item) => (
            <AuditRow
              key={item.entry.seq}
              listed={item}
              now={now}
              onActor={(actor) => change({ actor })}
              onTarget={(target) => change({ target })}
            />
          ))}
        </ul>
      )}
      {items.length === 0 && isLoading && <p className="mt-6 text-sm text-muted" role="status">{t`Loading…`}</p>}
      {items.length === 0 && !isLoading && error === null && (
        <EmptyState icon={ScrollText} title={t`Nothing noted`}>
          {t`Nothing like that was noted. Choose other days, or everything.`}
        </EmptyState>
      )}
      {hasMore && (
        <Button className="mt-3" disabled={isLoading} onClick={loadMore}>
          {t`Show more`}
        </Button>
      )}
    </>
  );
}

/** Days are those of whoever looks. */
function toFilter({ action, from, to, actor, target }: Filters): AuditFilter {
  const dayOf = (text: string, after: number): string | null => {
    const [year, month, day] = text.split('-').map(Number);
    if (year === undefined || month === undefined || day === undefined || year < 1970) return null;
    return new Date(year, month - 1, day + after).toISOString();
  };
  const [begin, end] = [dayOf(from, 0), dayOf(to, 1)];
  return {
    ...(action !== '' && { action }),
    ...(begin !== null && { from: begin }),
    ...(end !== null && { to: end }),
    ...(actor && { actor: actor.id }),
    ...(target && { target: target.id }),
  };
}

function useEntries(filter: string) {
  const { rest } = useClient();
  return usePagedAnswer<Listed>(
    useCallback(
      async (cursor) => {
        const actions = createRecordActions(rest);
        const before = cursor === null ? undefined : Number(cursor);
        const page = await actions.audit(JSON.parse(filter) as AuditFilter, before);
        return {
          items: page.entries.map((entry) => ({ entry, names: page.names, things: page.things })),
          nextCursor: page.nextBefore === null ? null : String(page.nextBefore),
        };
      },
      [rest, filter],
    ),
  );
}

function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Button size="s" look="soft" onClick={onRemove} aria-label={t`${label}: show all again`}>
      <bdi className="max-w-48 truncate">{label}</bdi>
      <X className="size-3.5" strokeWidth={2} aria-hidden="true" />
    </Button>
  );
}
