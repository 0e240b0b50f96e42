import type { ChatState } from '@confab/client';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useDirectPeer } from '../../session/client.ts';

export type HistoryStartProps = { chat: ChatState; title: string; hasOlder: boolean };

/**
 * Above the first message: the beginning of the chat, or the skeleton of older messages. Both are equally high, so that
 * reaching the beginning moves nothing.
 */
export function HistoryStart({ chat, title, hasOlder }: HistoryStartProps) {
  const peer = useDirectPeer(chat);
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
              <p className="text-sm text-muted">
                {chat.lastSeq === 0
                  ? t`Nothing was said here yet. Write the first message.`
                  : t`This is where it begins.`}
              </p>
            </div>
          </div>
        )}
      </div>
    </>
  );
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
