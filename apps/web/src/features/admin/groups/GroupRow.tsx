import { archiveGroup, deleteGroup } from '@confab/protocol/administration/paths';
import type { ListedGroup } from '@confab/protocol';
import { Archive, Crown, Ellipsis, Eye, Globe, Lock, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { exactTime, listTime } from '../../../lib/dates.ts';
import { listText } from '../../../lib/list-text.ts';
import { membersText } from '../../../lib/members-text.ts';
import { useNavigate } from '../../../lib/router/index.ts';
import { useDeed } from '../../../lib/use-deed.ts';
import { t } from '../../../lib/words.ts';
import { useClient, useMyId } from '../../../session/client.ts';
import { mayNow } from '../../../session/own-account.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../ui/Menu.tsx';
import { adminPath } from '../admin-path.ts';
import { HandOverDialog } from './HandOverDialog.tsx';
import { OpenGroupDialog } from './OpenGroupDialog.tsx';

type GroupRowProps = { group: ListedGroup; now: Date; onChanged: () => void };

export function GroupRow({ group, now, onChanged }: GroupRowProps) {
  const { id, name, visibility, memberCount, owners, lastActiveAt, isArchived, access } = group;
  const isOpen = access !== null && new Date(access.until) > now;
  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-line py-1.5 last:border-b-0">
      <Avatar id={id} name={name} size="s" on="bg" />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-1.5">
          <bdi className="truncate text-name font-medium">{name}</bdi>
          <VisibilityMark visibility={visibility} />
        </p>
        <p className="truncate text-xs text-muted">
          {membersText(memberCount)} · {ownersText(owners)}
        </p>
      </div>
      {(isOpen || isArchived || owners.length === 0) && (
        <span className="rounded-full bg-tint px-2 py-0.5 text-2xs font-medium text-muted">
          {isOpen ? t`Open` : owners.length === 0 ? t`No owner` : t`Archived`}
        </span>
      )}
      <span
        className="w-20 shrink-0 truncate text-end text-sm text-muted max-wide:hidden"
        title={exactTime(lastActiveAt)}
      >
        {listTime(lastActiveAt, now)}
      </span>
      <GroupMenu group={group} isOpen={isOpen} onChanged={onChanged} />
    </li>
  );
}

function VisibilityMark({ visibility }: Pick<ListedGroup, 'visibility'>) {
  const Icon = visibility === 'public' ? Globe : Lock;
  return (
    <>
      <Icon className="size-3.5 shrink-0 text-muted" strokeWidth={1.8} aria-hidden="true" />
      <span className="sr-only">{visibility === 'public' ? t`public` : t`private`}</span>
    </>
  );
}

function ownersText(owners: ListedGroup['owners']): string {
  if (owners.length === 0) return t`no owner who can log in`;
  return t`owned by ${listText(owners.map(({ displayName }) => displayName))}`;
}

function GroupMenu({ group, isOpen, onChanged }: { group: ListedGroup; isOpen: boolean; onChanged: () => void }) {
  const client = useClient();
  const navigate = useNavigate();
  const myId = useMyId();
  const [opened, setOpened] = useState<'archive' | 'delete' | 'hand-over' | 'open' | null>(null);
  const close = (): void => setOpened(null);
  const isMine = isOpen && group.access?.by === myId;
  const mayOpen = mayNow(client, 'compliance-access');
  const { id, name } = group;
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={t`What to do about ${name}`} />}>
        {mayOpen && (
          <MenuItem icon={Eye} onClick={() => (isMine ? navigate(adminPath('groups', id)) : setOpened('open'))}>
            {isMine ? t`Read` : t`Open for compliance…`}
          </MenuItem>
        )}
        {group.owners.length === 0 && (
          <MenuItem icon={Crown} onClick={() => setOpened('hand-over')}>
            {t`Give it an owner…`}
          </MenuItem>
        )}
        {!group.isArchived && (
          <MenuItem icon={Archive} onClick={() => setOpened('archive')}>
            {t`Archive…`}
          </MenuItem>
        )}
        {(group.isArchived || group.owners.length === 0) && (
          <MenuItem icon={Trash2} danger onClick={() => setOpened('delete')}>
            {t`Delete…`}
          </MenuItem>
        )}
      </Menu>
      {opened === 'delete' && <DeleteDialog group={group} onClose={close} onDone={onChanged} />}
      {opened === 'archive' && <ArchiveDialog group={group} onClose={close} onDone={onChanged} />}
      {opened === 'hand-over' && <HandOverDialog group={group} onClose={close} onDone={onChanged} />}
      {opened === 'open' && (
        <OpenGroupDialog group={group} onClose={close} onDone={() => navigate(adminPath('groups', id))} />
      )}
    </>
  );
}

type DialogProps = { group: ListedGroup; onClose: () => void; onDone: () => void };

function ArchiveDialog({ group: { id, name }, onClose, onDone }: DialogProps) {
  const { rest } = useClient();
  const deed = useDeed();
  function confirm(): void {
    void deed.run(
      () => rest.call(archiveGroup, { params: { chat_id: id } }),
      () => {
        onClose();
        onDone();
      },
    );
  }
  return (
    <ConfirmDialog
      title={t`Archive ${name}?`}
      text={t`Only its owners and admins can write there from then on, and nobody new finds it. Everything stays readable, they’re told of it, and its owners can change it back.`}
      action={t`Archive`}
      look="primary"
      busy={deed.isBusy}
      error={deed.error}
      onConfirm={confirm}
      onCancel={onClose}
    />
  );
}

function DeleteDialog({ group: { id, name, memberCount }, onClose, onDone }: DialogProps) {
  const { rest } = useClient();
  const deed = useDeed();
  function confirm(): void {
    void deed.run(
      () => rest.call(deleteGroup, { params: { chat_id: id } }),
      () => {
        onClose();
        onDone();
      },
    );
  }
  return (
    <ConfirmDialog
      title={t`Delete ${name} for good?`}
      text={t`${membersText(memberCount)} lose it at once. What was written there and files that are nowhere else are deleted, and nobody can bring them back.`}
      action={t`Delete for good`}
      busy={deed.isBusy}
      error={deed.error}
      onConfirm={confirm}
      onCancel={onClose}
    />
  );
}
