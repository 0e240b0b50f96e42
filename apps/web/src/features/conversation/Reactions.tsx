import type { Message, Reaction } from '@confab/protocol';
import { mergeReactions } from '@confab/protocol/emoji';
import { nameOf, useMyId, useUsers } from '../session/client.ts';
import { ReactionLook } from './ReactionLook.tsx';
import { useReact } from './use-react.ts';

/** The chips of a message, each a way to add or take back one's own. */
export function Reactions({ message }: { message: Message }) {
  return mergeReactions(message.reactions).map((reaction) => (
    <ReactionChip key={reaction.emoji} message={message} reaction={reaction} />
  ));
}

function ReactionChip({ message, reaction }: { message: Message; reaction: Reaction }) {
  const { toggle } = useReact(message);
  const users = useUsers();
  const myId = useMyId();
  const isMine = reaction.userIds.includes(myId);
  const names = reaction.userIds.map((id) => (id === myId ? 'You' : nameOf(users, id))).join(', ');
  return (
    <ReactionLook
      emoji={reaction.emoji}
      count={reaction.userIds.length}
      isMine={isMine}
      data-tooltip={names}
      aria-label={`${reaction.emoji} ${reaction.userIds.length}: ${names}`}
      onClick={() => toggle(reaction.emoji)}
    />
  );
}
