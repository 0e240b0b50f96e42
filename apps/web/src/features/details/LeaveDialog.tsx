import type { ChatState } from '@confab/client';
import { useState } from 'react';
import { useNavigate } from '../../lib/router/index.ts';
import { failureText } from '../../lib/failure-text.ts';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';
import { useClient, useMyId } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

type LeaveDialogProps = { chat: ChatState; title: string; onClose: () => void };

export function LeaveDialog(props: LeaveDialogProps) {
  const myId = useMyId();
  const { members } = props.chat;
  const owners = members.filter((member) => member.role === 'owner');
  const isNeeded = members.length > 1 && owners.length === 1 && owners[0]?.userId === myId;
  return isNeeded ? <OnlyOwnerDialog {...props} /> : <ConfirmLeaving {...props} />;
}

/** A group is not left without an owner: says how to make one, before anything is refused. */
function OnlyOwnerDialog({ title, onClose }: LeaveDialogProps) {
  return (
    <Dialog title={t`The group needs an owner`} onClose={onClose}>
      <p className="text-muted">
        {rich(
          t`You are the only owner of <group/>. Before you leave, open the menu beside somebody’s name and choose “Make owner”.`,
          { group: <bdi>{title}</bdi> },
        )}
      </p>
      <div className="mt-4 flex justify-end">
        <Button look="primary" onClick={onClose}>
          {t`All right`}
        </Button>
      </div>
    </Dialog>
  );
}

function ConfirmLeaving({ chat, title, onClose }: LeaveDialogProps) {
  const client = useClient();
  const navigate = useNavigate();
  const [error, setError] = useState<string | null>(null);
  const leave = (): void =>
    void client.leaveChat(chat.id).then(
      () => navigate('/', { replace: true }),
      (reason: unknown) => setError(failureText(reason)),
    );
  return (
    <ConfirmDialog
      title={t`Leave ${title}?`}
      text={t`You will not get its messages any more. Someone in it can add you again.`}
      action={t`Leave group`}
      error={error}
      onConfirm={leave}
      onCancel={onClose}
    />
  );
}
