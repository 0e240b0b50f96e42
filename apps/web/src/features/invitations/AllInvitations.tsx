import { listAllInvitations } from '@confab/protocol/invitations/paths';
import { useCallback } from 'react';
import { useClient } from '../../session/client.ts';
import { InvitationList } from './InvitationList.tsx';

/** Everybody's, for those who manage them. */
export function AllInvitations() {
  const { rest } = useClient();
  return (
    <InvitationList
      load={useCallback((signal: AbortSignal) => rest.call(listAllInvitations, {}, { signal }), [rest])}
    />
  );
}
