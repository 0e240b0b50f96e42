import { type ChatState, messageAt } from '@confab/client';
import { mayRenameGroup } from '@confab/protocol/permissions';
import { doorOf } from '@confab/protocol/threads';
import { Hourglass } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { plural, t } from '../../lib/words.ts';
import { actorIn, myIdIn, useClientState } from '../../session/client.ts';

/** How far back the last message of mine is looked for. */
const lookBack = 200;

/** Above what one writes: how long one waits between two messages. */
export function OrderNote({ chat }: { chat: ChatState }) {
  const seconds = useClientState((state) => {
    const door = doorOf(chat.id);
    const isSteering = mayRenameGroup(actorIn(state, door)?.role ?? 'member');
    return isSteering ? 0 : (state.chats.get(door)?.parts?.slowMode ?? 0);
  });
  return seconds > 0 && <SlowNote chat={chat} seconds={seconds} />;
}

/** Always there while the group is slow: what counts down moves nothing. */
function SlowNote({ chat, seconds }: { chat: ChatState; seconds: number }) {
  const last = useClientState((state) => lastOwnAt(chat, myIdIn(state)));
  const now = useSeconds();
  const left = last === null ? 0 : Math.ceil((last + seconds * 1_000 - now) / 1_000);
  return (
    <Note icon={<Hourglass className="size-4 shrink-0" strokeWidth={1.8} aria-hidden="true" />}>
      {left > 0 && left <= seconds
        ? t`Slow mode: write again in ${plural(left, { one: '# second', other: '# seconds' })}.`
        : t`Slow mode: ${plural(seconds, { one: 'one message a second', other: 'one message every # seconds' })}.`}
    </Note>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="tabular mx-auto flex w-full max-w-column items-center gap-2 ps-17.5 pe-4.5 pt-1 text-xs text-muted max-wide:ps-15.5">
      {icon}
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}

/** Of this log; milliseconds since 1970. */
function lastOwnAt({ log, lastSeq }: ChatState, myId: string): number | null {
  for (let seq = lastSeq; seq > Math.max(0, lastSeq - lookBack); seq -= 1) {
    const message = messageAt(log, seq);
    if (message?.senderId === myId && message.kind === 'text') return Date.parse(message.createdAt);
  }
  return null;
}

/** The time, to the second. */
function useSeconds(): number {
  return useSyncExternalStore(everySecond, currentSecond);
}

function everySecond(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000);
  return () => clearInterval(timer);
}

function currentSecond(): number {
  return Math.floor(Date.now() / 1_000) * 1_000;
}
