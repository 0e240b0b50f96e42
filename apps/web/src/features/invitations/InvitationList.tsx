import type { Invitation } from '@confab/protocol';
import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useAnswer } from '../../lib/use-answer.ts';
import { t } from '../../lib/words.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { InvitationRow } from './InvitationRow.tsx';
import { InviteDialog } from './InviteDialog.tsx';

type InvitationListProps = { load: (signal: AbortSignal) => Promise<{ invitations: Invitation[] }> };

export function InvitationList({ load }: InvitationListProps) {
  const { value, error, isLoading, reload } = useAnswer(load);
  const [isInviting, setInviting] = useState(false);
  const mayInvite = useOwnAccount()?.may.includes('invite-people') === true;
  const invitations = value?.invitations ?? [];
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-64 text-pretty text-muted">
          {mayInvite
            ? t`Whoever has such a link comes in by it. Take it back when it has done its work.`
            : t`You can make no new ones: no one may join this place now, or your role doesn’t invite people.`}
        </p>
        {mayInvite && (
          <Button look="primary" onClick={() => setInviting(true)}>
            <MailPlus className="size-4.5" strokeWidth={1.8} aria-hidden="true" />
            {t`New invitation`}
          </Button>
        )}
      </div>
      <PageNote error={error} onRetry={reload} />
      {invitations.length > 0 && (
        <ul aria-label={t`Invitations`} aria-busy={isLoading} className="border-t border-line">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} onChanged={reload} />
          ))}
        </ul>
      )}
      {invitations.length === 0 && !isLoading && error === null && (
        <EmptyState icon={MailPlus} title={t`No invitations yet`}>
          {mayInvite
            ? t`Make one, and send its link to whomever you want here, or let them scan it.`
            : t`Links by which people come in are listed here.`}
        </EmptyState>
      )}
      {isInviting && (
        <InviteDialog
          onClose={() => {
            setInviting(false);
            reload();
          }}
        />
      )}
    </>
  );
}
