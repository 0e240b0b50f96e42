import type { Message, Reaction } from '@confab/protocol';
import { mergeReactions } from '@confab/protocol/emoji';
import { namesText } from '../../lib/list-text.ts';
import { t } from '../../lib/words.ts';
import { useMyId, useNames } from '../../session/client.ts';
import { EmojiSign } from '../emoji/index.ts';
import { ReactionGroup, ReactionLook } from './ReactionLook.tsx';
import { useReact } from './use-react.ts';

/** As many as a tip has room for. All of them are told by the message's menu. */
const namesMax = 12;

/** The chips of a message, each a way to add or take back one's own. */
export function Reactions({ message }: { message: Message }) {
  return (
    <ReactionGroup>
      {mergeReactions(message.reactions).map((reaction) => (
        <ReactionChip key={reaction.emoji} message={message} reaction={reaction} />
      ))}
    </ReactionGroup>
  );
}

function ReactionChip({ message, reaction }: { message: Message; reaction: Reaction }) {
  const { toggle } = useReact(message);
  const myId = useMyId();
  const isMine = reaction.userIds.includes(myId);
  const first = (isMine ? [myId, ...reaction.userIds.filter((id) => id !== myId)] : reaction.userIds).slice(
    0,
    namesMax,
  );
  const names = namesText(
    useNames(first).map((name, index) => (first[index] === myId ? t`You` : name)),
    reaction.userIds.length - first.length,
  );
  return (
    <ReactionLook
      emoji={<EmojiSign sign={reaction.emoji} />}
      count={reaction.userIds.length}
      isMine={isMine}
      data-tooltip={names}
      aria-label={`${reaction.emoji} ${reaction.userIds.length}: ${names}`}
      onClick={() => toggle(reaction.emoji)}
    />
  );
}
