import { messageAt, type ChatState } from '@confab/client';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useDirectPeer } from '../../session/client.ts';
import { HistoryHint } from './log-surfaces.ts';

export type HistoryStartProps = { chat: ChatState; title: string; hasOlder: boolean };

/**
 * Above the first message: the beginning of the chat, or the skeleton of older messages. Both are equally high, so that
 * reaching the beginning moves nothing.
 */
export function HistoryStart({ chat, title, hasOlder }: HistoryStartProps) {
  const peer = useDirectPeer(chat);
  if (isSilent(chat) && !hasOlder) {
    return (
      <div className="flex grow">
        <HistoryHint chat={chat} title={title} peer={peer} />
      </div>
    );
  }
  return (
    <>
      <div className="grow" />
      <div className="flex h-32 shrink-0 flex-col justify-end overflow-hidden px-5.5 pb-2 max-wide:px-3.5">
        {hasOlder ? (
          <SkeletonLines />
        ) : (
          <div className="flex items-center gap-3.5">
            <Avatar id={peer ?? chat.id} name={title} size="l" on="bg" />
            <div className="min-w-0">
              <p className="truncate text-lg font-bold tracking-tight">
                <bdi>{title}</bdi>
              </p>
              <p className="text-sm text-muted">{t`This is the beginning of the chat.`}</p>
            </div>
          </div>
        )}
      </div>
    </>
  );
}

/** What the system says of a group that was just made; more is a history to be read. */
const systemLinesMax = 12;

/** Nobody has said anything yet. */
function isSilent({ log, lastSeq, pending }: ChatState): boolean {
  if (pending.length > 0 || lastSeq > systemLinesMax) return false;
  for (let seq = 1; seq <= lastSeq; seq += 1) if (messageAt(log, seq)?.kind !== 'system') return false;
  return true;
}

function SkeletonLines() {
  return (
    <div className="flex gap-3" aria-hidden="true">
      <span className="skeleton size-9 rounded-avatar" />
      <span className="flex flex-col gap-2.5 pt-1">
        <span className="skeleton h-3 w-28" />
        <span className="skeleton h-3 w-64" />
        <span className="skeleton h-3 w-44" />
      </span>
    </div>
  );
}
