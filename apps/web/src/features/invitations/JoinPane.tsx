import { readInvitation, useInvitation as enter } from '@confab/protocol/invitations/paths';
import { MailOpen, MailX } from 'lucide-react';
import { useCallback } from 'react';
import { chatPath } from '../../lib/addresses.ts';
import { useLocation, useNavigate } from '../../lib/router/index.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useDeed } from '../../lib/use-deed.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';

/** Where a link leads whoever has an account: into its group. What stands behind the `#` was sent to no server. */
export function JoinPane() {
  const { hash } = useLocation();
  return (
    <PageFrame title={t`Invitation`}>
      <div className="flex min-h-full">
        <Opened key={hash} token={hash.slice(1)} />
      </div>
    </PageFrame>
  );
}

function Opened({ token }: { token: string }) {
  const { rest } = useClient();
  const navigate = useNavigate();
  const { isBusy, error, run } = useDeed();
  const { value, isLoading } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(readInvitation, { body: { token } }, { signal }), [rest, token]),
  );
  const goHome = <Button onClick={() => navigate('/', { replace: true })}>{t`Go to your chats`}</Button>;
  const groupId = value?.group?.id ?? null;
  const isKnown = useClientState(({ chatsLoaded }) => chatsLoaded);
  const isIn = useClientState(({ chats }) => groupId !== null && chats.has(groupId));
  if (value === null) {
    return isLoading ? null : (
      <EmptyState icon={MailX} title={t`This invitation no longer works`} action={goHome}>
        {t`It was used up, taken back or is too old. Ask whoever sent it to you for a new one.`}
      </EmptyState>
    );
  }
  const { group, invitedBy } = value;
  if (group === null) {
    return (
      <EmptyState icon={MailOpen} title={t`You’re in already`} action={goHome}>
        {t`This link brings new people here. You have an account.`}
      </EmptyState>
    );
  }
  // What the button says is not to change under a finger.
  if (!isKnown) return null;
  if (groupId !== null && isIn) {
    return (
      <EmptyState
        icon={MailOpen}
        title={group.name}
        action={
          <Button look="primary" size="l" onClick={() => navigate(chatPath(groupId), { replace: true })}>
            {t`Open the group`}
          </Button>
        }
      >
        {t`You’re in this group already.`}
      </EmptyState>
    );
  }
  const join = async (): Promise<void> => {
    const { chatId } = await rest.call(enter, { body: { token } });
    navigate(chatId === null ? '/' : `/chats/${chatId}`, { replace: true });
  };
  return (
    <EmptyState
      icon={MailOpen}
      title={group.name}
      action={
        <>
          <Button look="primary" size="l" disabled={isBusy} onClick={() => void run(join, () => {})}>
            {t`Join the group`}
          </Button>
          <FormError text={error} />
        </>
      }
    >
      {invitedBy === null ? t`You’re invited to this group.` : t`${invitedBy} invites you to this group.`}
    </EmptyState>
  );
}
