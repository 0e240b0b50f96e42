import type { ChatState } from '@confab/client';
import { rootOf } from '@confab/protocol/threads';
import { MessageSquareText } from 'lucide-react';
import { useMemo } from 'react';
import { threadPath } from '../../lib/addresses.ts';
import { exactTime, listTime } from '../../lib/dates.ts';
import { Link } from '../../lib/router/index.ts';
import { useNow } from '../../lib/use-now.ts';
import { plural, t } from '../../lib/words.ts';
import { nameOf, useChat, useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { useMessageAt } from '../../session/use-message-at.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListPage } from '../../ui/ListPage.tsx';
import { Where } from '../kept-message/index.ts';
import { useQuoteWords } from '../replies/index.ts';
import { followedThreads, spokenAt } from './followed.ts';

/** The threads that I follow, what is unread first. */
export function ThreadsPane() {
  const ids = useFollowedIds();
  const isLoaded = useClientState((state) => state.chatsLoaded);
  const now = useNow();
  return (
    <ListPage
      title={t`Threads`}
      label={t`Threads you follow`}
      ids={ids}
      isLoaded={isLoaded}
      empty={
        <EmptyState icon={MessageSquareText} title={t`No threads yet`}>
          {t`Choose “Reply in a thread” on a message to start one. Threads you reply in, or are mentioned in, show up here.`}
        </EmptyState>
      }
    >
      {(id) => (
        <li key={id}>
          <ThreadRow id={id} now={now} />
        </li>
      )}
    </ListPage>
  );
}

/** By id: a row renders alone when only it changes. */
function useFollowedIds(): readonly string[] {
  return useClientState(
    useMemo(
      () =>
        selectList(
          ({ threads }) => [threads],
          (state) => followedThreads(state).map(({ id }) => id),
        ),
      [],
    ),
  );
}

function ThreadRow({ id, now }: { id: string; now: Date }) {
  const thread = useChat(id);
  const root = rootOf(id);
  return thread && root && <Row thread={thread} chatId={root.chatId} rootSeq={root.seq} now={now} />;
}

type RowProps = { thread: ChatState; chatId: string; rootSeq: number; now: Date };

function Row({ thread, chatId, rootSeq, now }: RowProps) {
  const { lastMessage, unread } = thread;
  const root = useMessageAt(chatId, rootSeq);
  const rootName = useClientState((state) => (root ? nameOf(state.users, root.senderId) : ''));
  const lastName = useClientState((state) => (lastMessage ? nameOf(state.users, lastMessage.senderId) : ''));
  const rootWords = useQuoteWords(root);
  const lastWords = useQuoteWords(lastMessage ?? undefined);
  const at = spokenAt(thread);
  return (
    <Link
      to={threadPath(chatId, rootSeq)}
      className="flex items-start gap-3 rounded-md px-2.5 py-2.5 -outline-offset-2 hover:bg-tint/60"
    >
      {root === undefined ? (
        <span className="skeleton size-9 shrink-0 rounded-avatar" />
      ) : (
        <Avatar id={root?.senderId ?? chatId} name={rootName} size="s" on="bg" />
      )}
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-sm">
          <bdi className="max-w-1/2 shrink-0 truncate font-semibold">{rootName}</bdi>
          <span className="min-w-0 flex-1 truncate text-muted">
            <Where chatId={chatId} senderId={root?.senderId} />
          </span>
          <time dateTime={at} title={exactTime(at)} className="tabular shrink-0 text-2xs text-faint">
            {listTime(at, now)}
          </time>
        </span>
        {/* A line high also before it has come. */}
        <bdi className="block truncate">{rootWords || '\u00a0'}</bdi>
        <span className="flex items-center gap-2 text-sm text-muted">
          <span className="min-w-0 flex-1 truncate">
            <bdi>{lastName}</bdi>: <bdi>{lastWords}</bdi>
          </span>
          {unread > 0 && (
            <span className="tabular shrink-0 rounded-full bg-unread px-1.5 text-2xs font-semibold text-on-unread">
              {t`${plural(unread, { one: '# new', other: '# new' })}`}
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}
