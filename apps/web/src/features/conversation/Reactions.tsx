import type { Message, Reaction } from '@confab/protocol';
import { mergeReactions } from '@confab/protocol/emoji';
import { classNames } from '../../ui/class-names.ts';
import { nameOf, useMyId, useUsers } from '../session/client.ts';
import { useReact } from './use-react.ts';

export function Reactions({ message }: { message: Message }) {
  if (message.reactions.length === 0) return null;
  return (
    <div className="mt-1.25 mb-0.5 flex flex-wrap gap-1.25" role="group" aria-label="Reactions">
      {mergeReactions(message.reactions).map((reaction) => (
        <ReactionChip key={reaction.emoji} message={message} reaction={reaction} />
      ))}
    </div>
  );
}

function ReactionChip({ message, reaction }: { message: Message; reaction: Reaction }) {
  const { toggle } = useReact(message);
  const users = useUsers();
  const myId = useMyId();
  const isMine = reaction.userIds.includes(myId);
  const names = reaction.userIds.map((id) => (id === myId ? 'You' : nameOf(users, id))).join(', ');
  return (
    <button
      type="button"
      data-tooltip={names}
      aria-pressed={isMine}
      aria-label={`${reaction.emoji} ${reaction.userIds.length}: ${names}`}
      onClick={() => toggle(reaction.emoji)}
      className={classNames(
        'tabular inline-flex min-h-6.5 pointer-coarse:min-h-[36px] pointer-coarse:min-w-[44px] pointer-coarse:justify-center items-center gap-1.25 rounded-full border px-2 text-xs transition-colors',
        isMine
          ? 'border-accent/45 bg-accent-soft font-semibold text-accent-text hover:bg-accent-soft-hover'
          : 'border-line bg-surface text-muted hover:border-line-strong',
      )}
    >
      <span aria-hidden="true">{reaction.emoji}</span>
      {reaction.userIds.length}
    </button>
  );
}
