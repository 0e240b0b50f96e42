import type { ChatState } from '@confab/client';
import { useRegistry } from '../../registry/registry.ts';
import type { Panel } from '../../registry/web-feature.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { BackLink } from '../../ui/BackLink.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useNow } from '../../lib/use-now.ts';
import { useClientState, useDirectPeer, useNames } from '../../session/client.ts';
import { laterPart } from '../../lib/later-part.tsx';
import { useIsCutOff } from '../../session/cut-off.ts';
import { shownStatus, StatusWords } from '../person/index.ts';

/** Nobody knows who is here before the connection is: its line has its height until then. */
const ActiveUsers = laterPart<{ chat: ChatState }>(
  async () => (await import('./ActiveUsers.tsx')).ActiveUsers,
  () => <p>{'\u00a0'}</p>,
);

type ConversationHeaderProps = {
  chat: ChatState;
  title: string;
  /** Of the panel beside it. */
  openType: string | null;
  onTogglePanel: (panel: Panel) => void;
};

const stackedAvatars = 4;

export function ConversationHeader({ chat, title, openType, onTogglePanel }: ConversationHeaderProps) {
  const now = useNow().getTime();
  const peer = useDirectPeer(chat);
  const status = useClientState(({ users }) => shownStatus(users.get(peer ?? ''), now));
  const topic = peer === null ? (chat.parts?.topic ?? '') : (status?.text ?? '');
  return (
    <header className="conversation-header flex min-h-15 shrink-0 items-center gap-3 border-b border-line pt-safe-top max-wide:gap-1">
      <BackLink />
      <div className="min-w-0 flex-1 py-1.5">
        <h1 className="truncate text-base/5 font-semibold tracking-tight">
          <bdi>{title}</bdi>
        </h1>
        <div className="flex min-w-0 items-center gap-2 text-xs text-muted">
          <ActiveUsers chat={chat} />
          {(topic !== '' || status !== null) && (
            <bdi title={topic} className="min-w-0 truncate border-s border-line-strong ps-2">
              {status === null ? topic : <StatusWords status={status} />}
            </bdi>
          )}
        </div>
      </div>
      {/* In a chat of two the name says it. */}
      {chat.kind === 'group' && <AvatarStack userIds={chat.active?.userIds ?? []} />}
      <PanelButtons openType={openType} onTogglePanel={onTogglePanel} />
    </header>
  );
}

function PanelButtons({ openType, onTogglePanel }: Pick<ConversationHeaderProps, 'openType' | 'onTogglePanel'>) {
  const { panels } = useRegistry();
  return panels.map(
    (panel) =>
      panel.buttonIcon && (
        <IconButton
          key={panel.type}
          icon={panel.buttonIcon}
          label={panel.title()}
          aria-pressed={panel.type === openType}
          onClick={() => onTogglePanel(panel)}
        />
      ),
  );
}

function AvatarStack({ userIds }: { userIds: readonly string[] }) {
  const isCutOff = useIsCutOff();
  const shown = isCutOff ? [] : userIds.slice(0, stackedAvatars);
  const names = useNames(shown);
  return (
    <div className="flex ps-1 max-wide:hidden" aria-hidden="true">
      {shown.map((id, index) => (
        <span key={id} className="-ms-1 rounded-avatar ring-2 ring-bg">
          <Avatar id={id} name={names[index] ?? ''} size="xs" />
        </span>
      ))}
    </div>
  );
}
