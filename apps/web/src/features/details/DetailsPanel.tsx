import type { ChatState } from '@confab/client';
import { LogOut, UserPlus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { composerToType } from '../../lib/composer-focus.ts';
import { failureText } from '../../lib/failure-text.ts';
import { membersText } from '../../lib/members-text.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { rich } from '../../lib/rich.tsx';
import { useFocusHandOver } from '../../lib/use-focus-hand-over.ts';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useChatTitle, useClient, useDirectPeer, useMyId } from '../session/client.ts';
import { AddPeopleDialog } from './AddPeopleDialog.tsx';
import { GroupName } from './GroupName.tsx';
import { MemberList } from './MemberList.tsx';

/** Who is in the chat, and what one may do about it. */
export function DetailsPanel({ chat, onClose }: { chat: ChatState; onClose: () => void }) {
  const title = useChatTitle(chat);
  const peer = useDirectPeer(chat);
  const myId = useMyId();
  const [open, setOpen] = useState<'add' | 'leave' | null>(null);
  const panel = useRef<HTMLElement>(null);
  const isGroup = chat.kind === 'group';
  const myRole = chat.members.find((member) => member.userId === myId)?.role ?? 'member';
  const mayManage = isGroup && myRole !== 'member';

  const opener = useRef<Element | null>(null);
  useEffect(() => {
    opener.current = document.activeElement;
    panel.current?.focus();
  }, []);
  useFocusHandOver(panel, () => (opener.current instanceof HTMLButtonElement ? opener.current : composerToType()));

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t`Details`}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && open === null && !isComposing(event)) onClose();
      }}
      className="flex w-76 shrink-0 flex-col overflow-y-auto border-l border-line bg-bg outline-none max-roomy:absolute max-roomy:inset-y-0 max-roomy:right-0 max-roomy:z-20 max-roomy:shadow-2 max-wide:w-full max-wide:border-l-0 max-wide:pt-[env(safe-area-inset-top)]"
    >
      <div className="flex min-h-15 shrink-0 items-center justify-between border-b border-line pr-3 pl-4.5">
        <h2 className="font-semibold tracking-[-0.012em]">{t`Details`}</h2>
        <IconButton icon={X} label={t`Close details`} onClick={onClose} />
      </div>
      <div className="flex flex-col items-center px-4.5 pt-6 pb-4 text-center">
        <Avatar id={peer ?? chat.id} name={title} size="l" on="bg" />
        {isGroup ? (
          <GroupName chat={chat} mayRename={mayManage} />
        ) : (
          <p className="mt-3 max-w-full truncate text-lg font-semibold tracking-[-0.012em]">
            <bdi>{title}</bdi>
          </p>
        )}
        <p className="text-sm text-muted">
          {isGroup ? t`Group · ${membersText(chat.members.length)}` : t`One-on-one chat`}
        </p>
      </div>
      {isGroup && (
        <div className="px-4.5 pb-3">
          <Button look="soft" className="w-full" onClick={() => setOpen('add')}>
            <UserPlus className="size-4" strokeWidth={1.9} aria-hidden="true" />
            {t`Add people`}
          </Button>
        </div>
      )}
      <MemberList chat={chat} myRole={myRole} />
      {isGroup && (
        <div className="mt-auto px-4.5 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
          <Button look="danger-quiet" className="w-full" onClick={() => setOpen('leave')}>
            <LogOut className="size-4" strokeWidth={1.9} aria-hidden="true" />
            {t`Leave group`}
          </Button>
        </div>
      )}
      {open === 'add' && <AddPeopleDialog chat={chat} onClose={() => setOpen(null)} />}
      {open === 'leave' && <LeaveDialog chat={chat} title={title} onClose={() => setOpen(null)} />}
    </aside>
  );
}

type LeaveDialogProps = { chat: ChatState; title: string; onClose: () => void };

function LeaveDialog(props: LeaveDialogProps) {
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
