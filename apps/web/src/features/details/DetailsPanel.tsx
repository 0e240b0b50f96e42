import type { ChatState } from '@confab/client';
import { mayRenameGroup } from '@confab/protocol/permissions';
import { LogOut } from 'lucide-react';
import { useMemo, useState } from 'react';
import { membersText } from '../../lib/members-text.ts';
import { t } from '../../lib/words.ts';
import { useLateRegistry, useRegistry } from '../../registry/registry.ts';
import type { DetailsSection, PanelProps } from '../../registry/web-feature.ts';
import { isNotes, useChatTitle, useClientState, useDirectPeer, useIsServerKnown } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { useAreSettled } from '../../ui/lazy-surface.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { ChangePicture } from '../faces/index.ts';
import { GroupName } from './GroupName.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { useMyRole } from './use-my-role.ts';

/** What a chat is, and what features tell about it. */
export function DetailsPanel({ chat, onClose }: PanelProps) {
  return (
    <SidePanel title={t`Details`} closeLabel={t`Close details`} onClose={onClose}>
      <Identity chat={chat} />
      <Sections chat={chat} />
    </SidePanel>
  );
}

function Identity({ chat }: { chat: ChatState }) {
  const title = useChatTitle(chat);
  const peer = useDirectPeer(chat);
  const mayRename = mayRenameGroup(useMyRole(chat));
  const isGroup = chat.kind === 'group';
  const face = <Avatar id={peer ?? chat.id} name={title} size="l" on="bg" />;
  return (
    <div className="flex flex-col items-center px-4.5 pt-6 pb-4 text-center">
      {isGroup && mayRename ? (
        <ChangePicture
          chatId={chat.id}
          picture={chat.parts?.picture ?? ''}
          className="flex flex-col items-center gap-2.5"
        >
          {face}
        </ChangePicture>
      ) : (
        face
      )}
      {isGroup ? (
        <GroupName chat={chat} mayRename={mayRename} />
      ) : (
        <p className="mt-3 line-clamp-3 max-w-full text-lg font-semibold tracking-tight text-balance wrap-anywhere">
          <bdi>{title}</bdi>
        </p>
      )}
      <p className="text-sm text-muted">
        {isGroup
          ? t`Group · ${membersText(chat.members.length)}`
          : isNotes(chat)
            ? t`Only you can see this`
            : t`1-on-1 chat`}
      </p>
    </div>
  );
}

function Sections({ chat }: { chat: ChatState }) {
  const early = useRegistry().detailsSections;
  const late = useLateRegistry()?.detailsSections;
  const all = useMemo(
    () => late && [...early, ...late].toSorted((one, other) => one.order - other.order),
    [early, late],
  );
  return all && <AllSections chat={chat} detailsSections={all} />;
}

/** All at once: none moves the others by coming later. */
function AllSections({ chat, detailsSections }: { chat: ChatState; detailsSections: readonly DetailsSection[] }) {
  const isSettled = useAreSettled(detailsSections.map(({ Section }) => Section));
  const names = useClientState((state) =>
    detailsSections
      .filter(({ isFor }) => isFor?.(chat, state) !== false)
      .map(({ name }) => name)
      .join(' '),
  ).split(' ');
  const isServerKnown = useIsServerKnown();
  if (!isSettled || !isServerKnown) return null;
  return (
    <>
      {detailsSections.map(({ name, Section }) => names.includes(name) && <Section key={name} chat={chat} />)}
      {chat.kind === 'group' && <Leaving chat={chat} />}
    </>
  );
}

function Leaving({ chat }: { chat: ChatState }) {
  const title = useChatTitle(chat);
  const [isLeaving, setLeaving] = useState(false);
  return (
    <div className="mt-auto px-4.5 pt-4 pb-safe-4">
      <Button look="danger-quiet" className="w-full" onClick={() => setLeaving(true)}>
        <LogOut className="size-4" strokeWidth={1.9} aria-hidden="true" />
        {t`Leave group`}
      </Button>
      {isLeaving && <LeaveDialog chat={chat} title={title} onClose={() => setLeaving(false)} />}
    </div>
  );
}
