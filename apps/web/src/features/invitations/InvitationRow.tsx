import type { Invitation } from '@confab/protocol';
import { listInvited, revokeInvitation } from '@confab/protocol/invitations/paths';
import { useCallback, useState } from 'react';
import { dayAndTime } from '../../lib/day-and-time.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { stateText, untilText, usesText, whatText } from './invitation-words.ts';

type InvitationRowProps = { invitation: Invitation; onChanged: () => void };

export function InvitationRow({ invitation, onChanged }: InvitationRowProps) {
  const { rest } = useClient();
  const [isOpen, setOpen] = useState(false);
  const { id, state, uses, madeBy, madeAt } = invitation;

  async function revoke(): Promise<void> {
    try {
      await rest.call(revokeInvitation, { params: { invitation_id: id } });
      onChanged();
    } catch (error) {
      tell(failureText(error));
    }
  }

  return (
    <li className="border-b border-line py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 basis-56">
          <p className="truncate font-medium">{whatText(invitation)}</p>
          <p className="text-xs text-muted">
            {[usesText(invitation), untilText(invitation)].join(' · ')}
            <br />
            {madeBy === null
              ? t`Made on ${dayAndTime(madeAt)}`
              : t`Made by ${madeBy.displayName} on ${dayAndTime(madeAt)}`}
          </p>
        </div>
        <span
          className={classNames(
            'rounded-full px-2 py-0.5 text-2xs font-medium',
            state === 'good' ? 'bg-accent-soft text-accent-text' : 'bg-tint text-muted',
          )}
        >
          {stateText(state)}
        </span>
        {uses > 0 && (
          <Button size="s" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t`Who came`}
          </Button>
        )}
        {state === 'good' && (
          <Button size="s" look="danger-quiet" onClick={() => void revoke()}>
            {t`Take back`}
          </Button>
        )}
      </div>
      {isOpen && <WhoCame id={id} />}
    </li>
  );
}

function WhoCame({ id }: { id: string }) {
  const { rest } = useClient();
  const { value, error } = useAnswer(
    useCallback(
      (signal: AbortSignal) => rest.call(listInvited, { params: { invitation_id: id } }, { signal }),
      [rest, id],
    ),
  );
  if (error !== null) return <p className="mt-2 text-sm text-danger">{error}</p>;
  return (
    <ul aria-label={t`Who came by this invitation`} className="mt-2">
      {value?.people.map(({ user, at }) => (
        <li key={user.id} className="flex min-h-10 items-center gap-2.5 text-sm">
          <Avatar id={user.id} name={user.displayName} picture={user.picture} size="s" />
          <bdi className="min-w-0 flex-1 truncate">{user.displayName}</bdi>
          <span className="text-xs text-muted">{dayAndTime(at)}</span>
        </li>
      ))}
    </ul>
  );
}
