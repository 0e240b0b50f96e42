import { useCallback } from 'react';
import { caughtFor } from '../../lib/key-catcher.ts';
import { noteVisitTo } from '../../lib/kept-trail.ts';
import { useNavigate } from '../../lib/router/index.ts';
import { useClient, useMyId } from '../../session/client.ts';
import { useGoToChat, useGoToNewChat, type Typed } from '../switching/index.ts';
import { jumpGoal } from './jump-goal.ts';
import type { Row } from './rows.ts';

/** Goes where a row leads, and closes the palette; rejects where it can't, and leaves it open. `host`: of the palette. */
export function useGoToRow(onClose: () => void): (row: Row, host: Element | null) => Promise<void> {
  const client = useClient();
  const myId = useMyId();
  const navigate = useNavigate();
  const goToChat = useGoToChat();
  const goToNewChat = useGoToNewChat();
  return useCallback(
    async ({ key, goal }, host) => {
      const typed: Typed | undefined = caughtFor(jumpGoal) ?? undefined;
      switch (goal.type) {
        case 'chat':
          goToChat(goal.chatId, { typed });
          return onClose();
        case 'person':
          await goToNewChat({ make: async () => await client.createDirectChat(goal.userId), typed, host });
          return onClose();
        case 'page':
          onClose();
          return navigate(goal.path);
        case 'command':
          noteVisitTo(myId, key);
          onClose();
          return goal.run();
      }
    },
    [client, myId, navigate, goToChat, goToNewChat, onClose],
  );
}
