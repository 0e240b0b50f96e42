import { useEffect } from 'react';
import { t } from '../../lib/words.ts';
import { useClient, useClientState, useName } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { blockedIn, unblock } from './block.ts';

const nobody: readonly string[] = [];

/** In the settings. */
export function BlockedPeople() {
  const client = useClient();
  const blocked = useClientState((state) => {
    const userIds = blockedIn(state);
    return userIds.length === 0 ? nobody : userIds;
  });
  useEffect(() => {
    client.loadUsers(blocked).catch(() => undefined);
  }, [client, blocked]);
  if (blocked.length === 0) {
    return (
      <p className="text-sm text-muted">
        {t`You blocked nobody. Click on someone’s picture to block them: you hear nothing of them then, and they aren’t told.`}
      </p>
    );
  }
  return (
    <ul aria-label={t`Blocked people`}>
      {blocked.map((userId) => (
        <BlockedRow key={userId} userId={userId} />
      ))}
    </ul>
  );
}

function BlockedRow({ userId }: { userId: string }) {
  const client = useClient();
  const name = useName(userId);
  return (
    <li className="flex min-h-12 items-center gap-3 border-b border-line last:border-b-0">
      <Avatar id={userId} name={name} size="s" on="bg" />
      <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
      <Button size="s" aria-label={t`Unblock ${name}`} onClick={() => unblock(client, userId)}>
        {t`Unblock`}
      </Button>
    </li>
  );
}
