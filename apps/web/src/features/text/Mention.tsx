import { use } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { nameOf, useClientState, useMyId } from '../../session/client.ts';
import { everyone, mentionedIn } from './mentioned-in.ts';
import { TextPlace } from './text-place.ts';
import type { MentionToken } from './text-parts.ts';

/** Somebody of the chat, as the text names them; plain words where nobody there is called so. */
export function Mention({ mention: { name } }: { mention: MentionToken }) {
  const chatId = use(TextPlace);
  const myId = useMyId();
  const whom = useClientState((state) => mentionedIn(state, chatId, name));
  const displayName = useClientState(({ users }) =>
    whom === null || whom === everyone ? undefined : nameOf(users, whom),
  );
  if (whom === null) return `@${name}`;
  const isMine = whom === myId || whom === everyone;
  // In colours alone: what is drawn before the app is there stands in the same places.
  return (
    <span data-tooltip={displayName} className={classNames('rounded-xs text-accent-text', isMine && 'bg-accent-soft')}>
      @{name}
    </span>
  );
}
