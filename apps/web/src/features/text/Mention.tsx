import { use } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { nameOf, useClientState, useMyId } from '../../session/client.ts';
import { showPerson } from '../person/index.ts';
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
  const look = classNames('rounded-xs text-accent-text', isMine && 'bg-accent-soft');
  if (whom === everyone) return <span className={look}>@{name}</span>;
  const open = ({ currentTarget }: { currentTarget: Element }): void =>
    showPerson({ userId: whom, anchor: currentTarget });
  // No button: it would be one piece, and words are broken and selected as text is. Clicks are heard by the layer of cards.
  return (
    <span
      role="button"
      tabIndex={0}
      data-person={whom}
      data-tooltip={displayName}
      className={classNames(look, 'cursor-pointer hover:underline')}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        open(event);
      }}
    >
      @{name}
    </span>
  );
}
