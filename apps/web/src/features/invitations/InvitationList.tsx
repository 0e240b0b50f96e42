import type { Invitation } from '@confab/protocol';
import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useAnswer } from '../../lib/use-answer.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { InvitationRow } from './InvitationRow.tsx';
import { InviteDialog } from './InviteDialog.tsx';

type InvitationListProps = { load: (signal: AbortSignal) => Promise<{ invitations: Invitation[] }> };

export function InvitationList({ load }: InvitationListProps) {
  const { value, error, isLoading, reload } = useAnswer(load);
  const [isInviting, setInviting] = useState(false);
  const invitations = value?.invitations ?? [];
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-64 text-pretty text-muted">
          {t`Whoever has such a link comes in by it. Take it back when it has done its work.`}
        </p>
        <Button look="primary" onClick={() => setInviting(true)}>
          <MailPlus className="size-4.5" strokeWidth={1.8} aria-hidden="true" />
          {t`New invitation`}
        </Button>
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
          {t`Make one, and send its link to whomever you want here, or let them scan it.`}
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
