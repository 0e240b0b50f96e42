import type { ChatMember, ChatState } from '@confab/client';
import { useId, useState } from 'react';
import { useNavigate } from '../../lib/router/index.ts';
import { failureText } from '../../lib/failure-text.ts';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';
import { useClient, useMyId, useNames } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';

type LeaveDialogProps = { chat: ChatState; title: string; onClose: () => void };

/** More nobody looks through; the menu beside a name makes anybody an owner. */
const successorsMax = 200;

export function LeaveDialog(props: LeaveDialogProps) {
  const myId = useMyId();
  const { members } = props.chat;
  const owners = members.filter((member) => member.role === 'owner');
  const isNeeded = members.length > 1 && owners.length === 1 && owners[0]?.userId === myId;
  return isNeeded ? <OnlyOwnerDialog {...props} myId={myId} /> : <ConfirmLeaving {...props} />;
}

/** A group is not left without an owner: whoever goes chooses the next, admins first, then who is in it longest. */
function OnlyOwnerDialog({ chat, title, myId, onClose }: LeaveDialogProps & { myId: string }) {
  const client = useClient();
  const id = useId();
  const [error, setError] = useState<string | null>(null);
  const [candidates] = useState(() => successorsIn(chat.members, myId));
  const names = useNames(candidates);
  const [chosen, setChosen] = useState(candidates[0] ?? '');
  const leave = useLeave(chat, setError);
  async function handOver(): Promise<void> {
    try {
      await client.changeRole(chat.id, chosen, 'owner');
      leave();
    } catch (reason) {
      setError(failureText(reason));
    }
  }
  return (
    <Dialog title={t`Leave ${title}?`} onClose={onClose}>
      <p className="text-muted">
        {rich(t`You’re the only owner of <group/>. Choose who takes over.`, { group: <bdi>{title}</bdi> })}
      </p>
      <label htmlFor={id} className="mt-3 mb-1 block text-sm font-medium">
        {t`New owner`}
      </label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        className="min-h-10 w-full rounded-sm border border-edge bg-bg px-3 text-text outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) pointer-coarse:min-h-touch"
      >
        {candidates.map((userId, index) => (
          <option key={userId} value={userId}>
            {names[index]}
          </option>
        ))}
      </select>
      <FormError text={error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="danger" onClick={() => void handOver()}>
          {t`Hand over and leave`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function successorsIn(members: readonly ChatMember[], myId: string): string[] {
  const weight = ({ role }: ChatMember): number => (role === 'admin' ? 0 : 1);
  return members
    .filter(({ userId }) => userId !== myId)
    .toSorted((one, other) => weight(one) - weight(other) || (one.joinedAt < other.joinedAt ? -1 : 1))
    .slice(0, successorsMax)
    .map(({ userId }) => userId);
}

function ConfirmLeaving({ chat, title, onClose }: LeaveDialogProps) {
  const [error, setError] = useState<string | null>(null);
  const leave = useLeave(chat, setError);
  return (
    <ConfirmDialog
      title={t`Leave ${title}?`}
      text={
        chat.parts?.visibility === 'public'
          ? t`You’ll stop getting its messages. You can join it again at any time.`
          : t`You’ll stop getting its messages. Its members can add you back.`
      }
      action={t`Leave group`}
      error={error}
      onConfirm={leave}
      onCancel={onClose}
    />
  );
}

function useLeave(chat: ChatState, onError: (error: string) => void): () => void {
  const client = useClient();
  const navigate = useNavigate();
  return () =>
    void client.leaveChat(chat.id).then(
      () => navigate('/', { replace: true }),
      (reason: unknown) => onError(failureText(reason)),
    );
}
