import { closeGroup, listAllGroups, readOpenGroup } from '@confab/protocol/administration/paths';
import { summaryOfFiles } from '@confab/protocol/file-summary';
import type { Message } from '@confab/protocol';
import { ChevronLeft } from 'lucide-react';
import { useCallback, useState } from 'react';
import { clockTime, dayKey, dayLabel, exactTime } from '../../../lib/dates.ts';
import { deletedText } from '../../../lib/deleted-text.ts';
import { failureText } from '../../../lib/failure-text.ts';
import { fileWords } from '../../../lib/file-words.ts';
import { tell } from '../../../lib/notices.ts';
import { Link, useNavigate } from '../../../lib/router/index.ts';
import { systemText } from '../../../lib/system-words.ts';
import { useAnswer } from '../../../lib/use-answer.ts';
import { useNow } from '../../../lib/use-now.ts';
import { usePagedAnswer } from '../../../lib/use-paged-answer.ts';
import { plural, t } from '../../../lib/words.ts';
import { nameOf, useClient } from '../../../session/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { PageNote } from '../../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../../ui/RowsSkeleton.tsx';
import { adminPath } from '../admin-path.ts';

const pageSize = 50;

/** What was said in a group that I opened: to read, the newest first, and nothing else. */
export function GroupReader({ chatId }: { chatId: string }) {
  const { rest } = useClient();
  const navigate = useNavigate();
  const [thread, setThread] = useState<number | null>(null);
  const page = useOpenGroup(chatId, thread);
  const { value: group } = useAnswer(
    useCallback(
      async (signal: AbortSignal) =>
        (await rest.call(listAllGroups, { query: { id: chatId, limit: 1 } }, { signal })).groups[0] ?? null,
      [rest, chatId],
    ),
  );

  function close(): void {
    rest.call(closeGroup, { params: { chat_id: chatId } }).then(
      () => navigate(adminPath('groups')),
      (reason: unknown) => tell(failureText(reason)),
    );
  }

  return (
    <>
      <h2 className="mb-2 min-h-6 font-semibold tracking-tight">
        <bdi>{group?.name}</bdi>
      </h2>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        {thread === null ? (
          <Link to={adminPath('groups')} className="inline-flex items-center gap-1 text-sm text-accent-text">
            <ChevronLeft className="size-4 rtl:-scale-x-100" aria-hidden="true" />
            {t`All groups`}
          </Link>
        ) : (
          <Button size="s" onClick={() => setThread(null)}>
            <ChevronLeft className="size-4 rtl:-scale-x-100" aria-hidden="true" />
            {t`Back to the group`}
          </Button>
        )}
        <p className="min-w-0 flex-1 text-sm text-muted max-wide:order-last max-wide:basis-full">
          {group?.access
            ? t`Open to you until ${exactTime(group.access.until)}. Its members see that.`
            : t`Opened for compliance. Its members see that.`}
        </p>
        <Button size="s" onClick={close}>
          {t`Close it now`}
        </Button>
      </div>
      <PageNote error={page.error} onRetry={page.reload} />
      {page.items.length === 0 && page.isLoading && <RowsSkeleton />}
      {page.items.length === 0 && !page.isLoading && page.error === null && (
        <p className="text-muted">{t`Nothing was written here.`}</p>
      )}
      <MessageList messages={page.items} onThread={thread === null ? setThread : null} />
      {page.hasMore && (
        <Button className="mt-3" disabled={page.isLoading} onClick={page.loadMore}>
          {t`Show older`}
        </Button>
      )}
    </>
  );
}

type MessageListProps = { messages: readonly Message[]; onThread: ((seq: number) => void) | null };

function MessageList({ messages, onThread }: MessageListProps) {
  const now = useNow();
  return (
    <ol aria-label={t`Messages, the newest first`} className="max-w-reading">
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const isNewDay = before === undefined || dayKey(before.createdAt) !== dayKey(message.createdAt);
        return (
          <li key={message.id} className="py-1.5">
            {isNewDay && (
              <h3 className="mt-3 mb-2 text-xs font-semibold text-muted">{dayLabel(message.createdAt, now)}</h3>
            )}
            <ReadMessage message={message} onThread={onThread} />
          </li>
        );
      })}
    </ol>
  );
}

/** As it was written: what a group shows as a link or a picture is text here, and nothing of it is opened. */
function ReadMessage({ message, onThread }: { message: Message; onThread: MessageListProps['onThread'] }) {
  // Those who wrote it were asked for before it is shown.
  const { users } = useClient().getState();
  const { kind, senderId, content, createdAt, deletedAt, thread } = message;
  const files = summaryOfFiles(message.files);
  const text = kind === 'system' ? systemText(message, users) : deletedAt === null ? content : deletedText(message);
  return (
    <article>
      <p className="text-xs text-muted">
        <bdi className="font-medium text-text">{nameOf(users, senderId)}</bdi> {clockTime(createdAt)}
      </p>
      <p
        className={classNames(
          'as-written',
          kind === 'system' || deletedAt !== null ? 'text-sm text-muted' : 'whitespace-pre-wrap wrap-anywhere',
        )}
      >
        {text}
      </p>
      {files !== null && <p className="text-sm text-muted">{fileWords(files)}</p>}
      {thread !== undefined && onThread && (
        <button
          type="button"
          className="text-sm font-medium text-accent-text hover:underline pointer-coarse:min-h-touch"
          onClick={() => onThread(message.seq)}
        >
          {t`${plural(thread.count, { one: '# reply', other: '# replies' })}`}
        </button>
      )}
    </article>
  );
}

function useOpenGroup(chatId: string, thread: number | null) {
  const client = useClient();
  return usePagedAnswer<Message>(
    useCallback(
      async (cursor, signal) => {
        const query = {
          limit: pageSize,
          ...(cursor !== null && { before: Number(cursor) }),
          ...(thread !== null && { thread }),
        };
        const input = { params: { chat_id: chatId }, query };
        const { messages, hasMore } = await client.rest.call(readOpenGroup, input, { signal });
        await client.loadUsers([...new Set(messages.map(({ senderId }) => senderId))]).catch(() => undefined);
        return { items: messages.toReversed(), nextCursor: hasMore ? String(messages[0]?.seq ?? '') : null };
      },
      [client, chatId, thread],
    ),
  );
}
