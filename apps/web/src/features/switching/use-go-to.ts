import type { ConfabClient } from '@confab/client';
import { useCallback } from 'react';
import { useNavigate, type NavigateFunction, type NavigateOptions } from '../../lib/router/index.ts';
import { chatPath } from '../../lib/addresses.ts';
import { catchKeys, caughtFor, dropKeys, type Caught } from '../../lib/key-catcher.ts';
import { useClient } from '../../session/client.ts';
import { handOverToChat } from './hand-over.ts';

export type Typed = Pick<Caught, 'entered' | 'text'>;
type GoOptions = NavigateOptions & {
  /** What was typed on the way here. */
  typed?: Typed | undefined;
};

type Way = { client: ConfabClient; navigate: NavigateFunction };

/** Opens a chat. What is typed from here on arrives in it, however long it takes to be shown. */
export function goToChat({ client, navigate }: Way, chatId: string, { typed, ...options }: GoOptions = {}): void {
  handOverToChat(client, chatId, typed);
  navigate(chatPath(chatId), options);
}

export function useGoToChat(): (chatId: string, options?: GoOptions) => void {
  const client = useClient();
  const navigate = useNavigate();
  return useCallback((chatId, options) => goToChat({ client, navigate }, chatId, options), [client, navigate]);
}

const makingGoal = 'chat in the making';

type Making = {
  make: () => Promise<{ id: string }>;
  /** What was typed on the way here. */
  typed?: Typed | undefined;
  /** The dialog that stays open until the chat is made. */
  host?: Element | null;
};

/** Opens a chat that has to be made first. Rejects where it can't be made. */
export function useGoToNewChat(): (making: Making, options?: NavigateOptions) => Promise<void> {
  const goTo = useGoToChat();
  return async ({ make, typed: before, host = null }, options) => {
    catchKeys(makingGoal, { host });
    try {
      const { id } = await make();
      goTo(id, { ...options, typed: joined(before, caughtFor(makingGoal)) });
    } finally {
      dropKeys(makingGoal);
    }
  };
}

function joined(before: Typed | undefined, after: Typed | null): Typed | undefined {
  if (before === undefined || after === null) return before ?? after ?? undefined;
  const [first, ...rest] = [...after.entered, after.text];
  const lines = [...before.entered, before.text + (first ?? ''), ...rest];
  return { entered: lines.slice(0, -1), text: lines.at(-1) ?? '' };
}
