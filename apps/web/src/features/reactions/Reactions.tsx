import type { Message, Reaction } from '@confab/protocol';
import { mergeReactions } from '@confab/protocol/reactions';
import { useState, type MouseEvent } from 'react';
import { flushSync } from 'react-dom';
import { namesText } from '../../lib/list-text.ts';
import { t } from '../../lib/words.ts';
import { useMyId, useNames } from '../../session/client.ts';
import { EmojiSign } from '../emoji/index.ts';
import { MoreReactions, ReactionGroup, ReactionLook, shownOf } from './ReactionLook.tsx';
import { useReact } from './use-react.ts';

/** As many as a tip has room for. All of them are told by the message's menu. */
const namesMax = 12;

/** The chips of a message, each a way to add or take back one's own. */
export function Reactions({ message }: { message: Message }) {
  const [isAll, setAll] = useState(false);
  const all = mergeReactions(message.reactions);
  const shown = isAll ? all : shownOf(all);

  /** The button goes: the focus is on the first that it hid. */
  function showAll({ currentTarget }: MouseEvent<HTMLElement>): void {
    const group = currentTarget.parentElement;
    flushSync(() => setAll(true));
    group?.querySelectorAll('button')[shown.length]?.focus({ preventScroll: true });
  }

  return (
    <ReactionGroup>
      {shown.map((reaction) => (
        <ReactionChip key={reaction.emoji} message={message} reaction={reaction} />
      ))}
      {shown.length < all.length && <MoreReactions count={all.length - shown.length} onClick={showAll} />}
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
