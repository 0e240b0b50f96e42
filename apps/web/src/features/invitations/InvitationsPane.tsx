import { listInvitations } from '@confab/protocol/invitations/paths';
import { useCallback } from 'react';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { InvitationList } from './InvitationList.tsx';

/** What I invite people by. */
export function InvitationsPane() {
  const { rest } = useClient();
  const load = useCallback((signal: AbortSignal) => rest.call(listInvitations, {}, { signal }), [rest]);
  return (
    <PageFrame title={t`Invite people`}>
      <div className="max-w-reading px-5.5 pt-4.5 pb-10 max-wide:px-4">
        <InvitationList load={load} />
      </div>
    </PageFrame>
  );
}
