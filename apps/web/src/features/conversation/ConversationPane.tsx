import { useCallback, useEffect } from 'react';
import { useNavigate } from '../../lib/router/index.ts';
import { chatPath, panelPath } from '../../lib/addresses.ts';
import { useRegistry } from '../../registry/registry.ts';
import type { OpenPanel, Panel } from '../../registry/web-feature.ts';
import { useChat, useClient, useClientState } from '../../session/client.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { noteVisit } from '../switching/index.ts';
import { Announcer } from './log-surfaces.ts';
import { ComposingContext, useEditing } from '../composer/index.ts';
import { Conversation } from './Conversation.tsx';
import { ConversationSkeleton } from './ConversationSkeleton.tsx';

const GoneChat = lazySurface(async () => (await import('./GoneChat.tsx')).GoneChat, PaneFailure);

type ConversationPaneProps = { chatId: string; targetSeq: number | null; openPanel: OpenPanel | null };

/** One chat, and what is open beside it. Mounted anew for each chat. */
export function ConversationPane({ chatId, targetSeq, openPanel }: ConversationPaneProps) {
  const chat = useChat(chatId);
  const isLoaded = useClientState((state) => state.chatsLoaded);
  const navigate = useNavigate();
  const { panels } = useRegistry();
  const composing = useEditing(chatId);
  useOpenChat(chatId, chat !== undefined);

  const openType = openPanel?.type ?? null;
  const closePanel = useCallback(() => navigate(chatPath(chatId)), [navigate, chatId]);
  const togglePanel = useCallback(
    ({ type, path }: Panel) => (type === openType ? closePanel() : navigate(panelPath(chatId, path))),
    [navigate, chatId, openType, closePanel],
  );
  const open = panels.find(({ type }) => type === openType);

  if (chat === undefined) {
    if (!isLoaded) return <ConversationSkeleton />;
    return <GoneChat chatId={chatId} fallback={<ConversationSkeleton />} />;
  }
  return (
    <ComposingContext value={composing}>
      <div className="relative flex min-h-0 flex-1">
        <Conversation chat={chat} targetSeq={targetSeq} openType={openType} onTogglePanel={togglePanel} />
        {open && openPanel && (
          <open.Panel
            key={open.type}
            chat={chat}
            params={openPanel.params}
            onClose={closePanel}
            onGiveUp={closePanel}
            fallback={<div className="w-76 shrink-0 border-s border-line max-roomy:hidden" />}
          />
        )}
      </div>
      <Announcer chatId={chatId} />
    </ComposingContext>
  );
}

/** While it is on the screen I count as active in it. */
function useOpenChat(chatId: string, isMember: boolean): void {
  const client = useClient();
  useEffect(() => {
    if (!isMember) return;
    client.openChat(chatId);
    noteVisit(client, chatId);
    return () => client.closeChat(chatId);
  }, [client, chatId, isMember]);
}
