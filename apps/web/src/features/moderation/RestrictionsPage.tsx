import { liftInvitedBan, liftRestriction, listRestrictions } from '@confab/protocol/moderation/paths';
import type { Restriction } from '@confab/protocol';
import { Gavel } from 'lucide-react';
import { useCallback, useState } from 'react';
import { dayAndTime } from '../../lib/day-and-time.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { usePagedAnswer } from '../../lib/use-paged-answer.ts';
import { t } from '../../lib/words.ts';
import { useClient, useName } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../ui/RowsSkeleton.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { restrictionText } from './reason-words.ts';
import { usePeople } from './use-people.ts';

/** Who is warned, muted or banned, each with a way to take it back. */
export function RestrictionsPage() {
  const { rest } = useClient();
  const [state, setState] = useState<'now' | 'all'>('now');
  const found = usePagedAnswer<Restriction>(
    useCallback(
      async (cursor, signal) => {
        const query = { state, limit: 30, ...(cursor !== null && { cursor }) };
        const page = await rest.call(listRestrictions, { query }, { signal });
        return { items: page.restrictions, nextCursor: page.nextCursor };
      },
      [rest, state],
    ),
  );
  usePeople(found.items.flatMap(({ userId, by }) => [userId, by]));
  return (
    <>
      <SelectField
        className="mb-3 w-44"
        label={t`Show`}
        value={state}
        onChoose={setState}
        options={[
          { value: 'now', label: t`What holds now` },
          { value: 'all', label: t`Everything` },
        ]}
      />
      <PageNote error={found.error} onRetry={found.reload} />
      {found.items.length > 0 ? (
        <ul aria-label={t`Warnings, mutes and bans`} aria-busy={found.isLoading}>
          {found.items.map((one) => (
            <RestrictionRow key={one.id} restriction={one} onChanged={found.reload} />
          ))}
        </ul>
      ) : found.isLoading ? (
        <RowsSkeleton />
      ) : (
        found.error === null && (
          <EmptyState icon={Gavel} title={t`Nobody is restricted`}>
            {t`Who is warned, muted or banned is listed here, with a way to take it back.`}
          </EmptyState>
        )
      )}
      {found.hasMore && (
        <Button className="mt-3" disabled={found.isLoading} onClick={found.loadMore}>
          {t`Show more`}
        </Button>
      )}
    </>
  );
}

function RestrictionRow({ restriction, onChanged }: { restriction: Restriction; onChanged: () => void }) {
  const { rest } = useClient();
  const name = useName(restriction.userId);
  const by = useName(restriction.by);
  const [isBusy, setBusy] = useState(false);
  const { lifted, confirmedAt } = restriction;
  async function lift(): Promise<void> {
    setBusy(true);
    try {
      await rest.call(liftRestriction, { params: { restriction_id: restriction.id } });
      onChanged();
    } catch (reason) {
      tell(failureText(reason));
    }
    setBusy(false);
  }
  async function liftAll(invitationId: string): Promise<void> {
    setBusy(true);
    try {
      await rest.call(liftInvitedBan, { params: { invitation_id: invitationId } });
      onChanged();
    } catch (reason) {
      tell(failureText(reason));
    }
    setBusy(false);
  }
  const { invitationId } = restriction;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line py-2.5 last:border-b-0">
      <Avatar id={restriction.userId} name={name} size="s" on="bg" />
      <div className="min-w-0 flex-1 basis-48 text-sm">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <bdi className="text-name font-semibold">{name}</bdi>
          <span className={lifted ? 'text-muted line-through' : ''}>{restrictionText(restriction)}</span>
        </p>
        <p className="as-written wrap-anywhere">{restriction.reason}</p>
        <p className="text-xs text-muted">
          {t`${by}, ${dayAndTime(restriction.at)}`}
          {confirmedAt !== null && ` · ${t`read`}`}
          {lifted !== null && ` · ${t`taken back ${dayAndTime(lifted.at)}`}`}
        </p>
      </div>
      {lifted === null && (
        <span className="flex flex-wrap justify-end gap-1.5 max-wide:w-full max-wide:justify-start max-wide:ps-12">
          <Button size="s" disabled={isBusy} onClick={() => void lift()}>
            {t`Take back`}
          </Button>
          {invitationId !== null && (
            <Button size="s" disabled={isBusy} onClick={() => void liftAll(invitationId)}>
              {t`Of all who were invited with them`}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
