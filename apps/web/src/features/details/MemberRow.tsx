import { type ChatMember, type ChatState, lastSeenAt } from '@confab/client';
import type { Role } from '@confab/protocol';
import { mayChangeRoles, mayRemoveMember } from '@confab/protocol/permissions';
import { Crown, Ellipsis, MessageCircle, Shield, ShieldOff, UserMinus } from 'lucide-react';
import { useRef, useState } from 'react';
import { agoText } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { failureText } from '../../lib/failure-text.ts';
import { useFocusHandOver } from '../../lib/use-focus-hand-over.ts';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { GuestMark } from '../../ui/GuestMark.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { useClient, useClientState, useIsOnline, useMyId, useUser } from '../../session/client.ts';
import { useIsCutOff } from '../../session/cut-off.ts';
import { OwnerDialog } from './OwnerDialog.tsx';
import { useGoToNewChat } from '../switching/index.ts';

type MemberRowProps = { chat: ChatState; member: ChatMember; myRole: Role };

function roleName(role: Role): string | null {
  if (role === 'member') return null;
  return role === 'owner' ? t`Owner` : t`Admin`;
}

export function MemberRow({ chat, member, myRole }: MemberRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useFocusHandOver(row, (leaving) => leaving.closest('aside'));
  const user = useUser(member.userId);
  const online = useIsOnline(member.userId);
  const seenAt = useClientState((state) => lastSeenAt(state, member.userId));
  const now = useNow();
  const isMe = useMyId() === member.userId;
  const [error, setError] = useState<string | null>(null);
  const name = user?.displayName ?? '…';
  const role = roleName(member.role);
  const away = seenAt ? t`Seen ${agoText(seenAt, now)}` : t`Offline`;
  const presence = useIsCutOff() ? `@${user?.username ?? ''}` : online ? t`Online` : away;

  return (
    <div ref={row} className="flex min-h-12.5 items-center gap-2.75 rounded-md px-2 py-1 hover:bg-tint">
      <Avatar id={member.userId} name={name} size="s" online={online} on="bg" />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-1.5 text-name">
          <button
            type="button"
            data-person={member.userId}
            className="min-w-0 truncate rounded-xs text-start font-medium hover:underline"
          >
            <bdi>{name}</bdi>
          </button>
          {isMe && <span className="shrink-0 text-xs text-muted">{t`you`}</span>}
          {user?.guest && <GuestMark />}
        </p>
        <p className="truncate text-xs text-muted">{error ?? presence}</p>
      </div>
      {role !== null && (
        <span className="shrink-0 rounded-full bg-tint px-2 py-px text-2xs font-medium text-muted">{role}</span>
      )}
      {chat.kind === 'group' &&
        (isMe ? (
          // As wide as the menu of the others: the roles stand in one column.
          <span className="size-7.5 shrink-0 pointer-coarse:size-touch" />
        ) : (
          <MemberMenu chat={chat} member={member} name={name} myRole={myRole} onError={setError} />
        ))}
    </div>
  );
}

type MemberMenuProps = MemberRowProps & { name: string; onError: (error: string) => void };

function MemberMenu({ chat, member, name, myRole, onError }: MemberMenuProps) {
  const client = useClient();
  const goToNewChat = useGoToNewChat();
  const { userId, role } = member;
  const button = useRef<HTMLButtonElement>(null);
  const [isAsking, setAsking] = useState(false);
  const maySetRole = mayChangeRoles(myRole);
  const mayRemove = mayRemoveMember(myRole, role);
  const attempt = (task: Promise<unknown>): void => void task.catch((reason: unknown) => onError(failureText(reason)));

  const trigger = (
    <button
      ref={button}
      type="button"
      aria-label={t`Actions for ${name}`}
      className="grid size-7.5 pointer-coarse:min-h-touch pointer-coarse:min-w-touch shrink-0 place-items-center rounded-sm text-muted hover:bg-tint hover:text-text"
    >
      <Ellipsis className="size-4.25" strokeWidth={1.8} aria-hidden="true" />
    </button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        <MenuItem
          icon={MessageCircle}
          onClick={() => attempt(goToNewChat({ make: async () => await client.createDirectChat(userId) }))}
        >
          {t`Message`}
        </MenuItem>
        {maySetRole && role !== 'owner' && (
          <MenuItem icon={Crown} onClick={() => setAsking(true)}>
            {t`Make owner…`}
          </MenuItem>
        )}
        {maySetRole && role !== 'admin' && (
          <MenuItem icon={Shield} onClick={() => attempt(client.changeRole(chat.id, userId, 'admin'))}>
            {t`Make admin`}
          </MenuItem>
        )}
        {maySetRole && role !== 'member' && (
          <MenuItem icon={ShieldOff} onClick={() => attempt(client.changeRole(chat.id, userId, 'member'))}>
            {t`Make member`}
          </MenuItem>
        )}
        {mayRemove && (
          <MenuItem icon={UserMinus} danger onClick={() => attempt(client.removeMember(chat.id, userId))}>
            {t`Remove from group`}
          </MenuItem>
        )}
      </Menu>
      {isAsking && (
        <OwnerDialog
          chat={chat}
          userId={userId}
          name={name}
          finalFocus={() => button.current ?? true}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
