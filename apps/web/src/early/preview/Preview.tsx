import type { Chat, User } from '@confab/protocol';
import { mergeReactions } from '@confab/protocol/reactions';
import { ComposerFrame, fieldLook } from '../../features/composer/ComposerFrame.tsx';
import { DayLine, NewDivider } from '../../features/conversation/divider-lines.tsx';
import { MessageFrame } from '../../features/conversation/MessageFrame.tsx';
import { MessageWords } from '../../features/conversation/MessageWords.tsx';
import { ForwardedLook } from '../../features/forwarding/ForwardedLook.tsx';
import { FilesShape } from '../../features/files/showing/FilesShape.tsx';
import { QuoteLook } from '../../features/replies/QuoteLook.tsx';
import { MoreReactions, ReactionGroup, ReactionLook, shownOf } from '../../features/reactions/ReactionLook.tsx';
import type { Row } from '../../features/conversation/rows.ts';
import { MessageTextLook } from '../../features/text/MessageTextLook.tsx';
import { stillParts } from '../../features/text/still-parts.tsx';
import { RunLook } from '../../features/conversation/RunLook.tsx';
import { runText } from '../../features/conversation/run-text.ts';
import { SystemRow } from '../../features/conversation/SystemRow.tsx';
import { FromThreadShape, ThreadShape } from '../../features/threads/ThreadShape.tsx';
import { dayLabel } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';

type PreviewProps = { chat: Chat; myId: string; rows: readonly Row[]; now: Date };

/** A conversation as the app will draw it, in the same places: what can be read is there before the app is. */
export function Preview({ chat, myId, rows, now }: PreviewProps) {
  const peer = chat.kind === 'direct' ? chat.members.find(({ user }) => user.id !== myId)?.user : undefined;
  const users = new Map(chat.members.map(({ user }) => [user.id, user]));
  const title = peer?.displayName ?? chat.name ?? '';
  return (
    <div
      aria-hidden="true"
      inert
      className="fixed inset-0 z-40 grid grid-cols-1 grid-rows-1 bg-bg wide:grid-cols-workspace"
    >
      <div className="border-line bg-surface max-wide:hidden wide:border-e" />
      <div className="conversation flex min-h-0 min-w-0 flex-col">
        <div className="conversation-header flex min-h-15 shrink-0 items-center gap-3 border-b border-line pt-safe-top max-wide:gap-1">
          <span className="size-10 shrink-0 wide:hidden pointer-coarse:min-h-touch pointer-coarse:min-w-touch" />
          <div className="min-w-0 flex-1 py-1.5">
            <p className="truncate text-base/5 font-semibold tracking-tight">
              <bdi>{title}</bdi>
            </p>
            <p className="text-xs"> </p>
          </div>
        </div>
        <div className="relative min-h-0 flex-1">
          <div data-preview-log className="h-full overflow-x-hidden overflow-y-auto">
            <div className="mx-auto flex min-h-full max-w-column flex-col justify-end pb-2">
              <div className="h-32 shrink-0" />
              {rows.map((row) => (
                <PreviewRow key={row.key} row={row} users={users} myId={myId} now={now} />
              ))}
            </div>
          </div>
        </div>
        <div className="typing-line min-h-5.5" />
        <ComposerShape title={title} />
      </div>
    </div>
  );
}

type Users = ReadonlyMap<string, User>;
type PreviewRowProps = { row: Row; users: Users; myId: string; now: Date };

function PreviewRow({ row, users, myId, now }: PreviewRowProps) {
  switch (row.kind) {
    case 'day':
      return <DayLine label={dayLabel(row.at, now)} />;
    case 'new':
      return (
        <div data-preview-new>
          <NewDivider />
        </div>
      );
    case 'system':
      return <SystemRow rowKey={row.key} message={row.message} words={row.message.content} isStop={false} />;
    case 'run':
      return <PreviewRun row={row} users={users} />;
    case 'message':
      return <PreviewMessage row={row} users={users} myId={myId} />;
    case 'pending':
      return null;
  }
}

function PreviewRun({ row, users }: { row: Extract<Row, { kind: 'run' }>; users: Users }) {
  const at = (row.run.at(-1) ?? row.message).createdAt;
  return <RunLook rowKey={row.key} words={runText(row.run, users)} at={at} isOpen={false} isStop={false} />;
}

type PreviewMessageProps = {
  row: Extract<Row, { kind: 'message' }>;
  users: Users;
  myId: string;
};

function PreviewMessage({ row: { key, message, isHead }, users, myId }: PreviewMessageProps) {
  const sender = users.get(message.senderId);
  const all = mergeReactions(message.reactions);
  const reactions = shownOf(all).map(({ emoji, userIds }) => (
    <ReactionLook key={emoji} emoji={emoji} count={userIds.length} isMine={userIds.includes(myId)} />
  ));
  return (
    // As the list wraps it: a margin stays inside its row.
    <div className="flow-root">
      <MessageFrame
        rowKey={key}
        senderId={message.senderId}
        senderName={sender?.displayName ?? t`Someone`}
        isGuest={sender?.guest === true}
        at={message.createdAt}
        isHead={isHead}
        isStop={false}
        words=""
      >
        <MessageWords
          message={message}
          above={
            <>
              {message.forwarded && <ForwardedLook>{null}</ForwardedLook>}
              {message.reply && <QuoteShape />}
              {message.fromThread && <FromThreadShape />}
            </>
          }
          text={<MessageTextLook content={message.content} editedAt={message.editedAt} parts={stillParts} />}
          parts={
            <>
              {message.files && <FilesShape files={message.files} />}
              {reactions.length > 0 && (
                <ReactionGroup>
                  {reactions}
                  {reactions.length < all.length && <MoreReactions count={all.length - reactions.length} />}
                </ReactionGroup>
              )}
              {message.thread && message.thread.count > 0 && <ThreadShape />}
            </>
          }
        />
      </MessageFrame>
    </div>
  );
}

/** What is quoted may not be here: the app fills it in. */
function QuoteShape() {
  return (
    <div className="mb-0.5 block max-w-full pointer-coarse:py-0.5">
      <QuoteLook name="" words="" />
    </div>
  );
}

function ComposerShape({ title }: { title: string }) {
  return (
    <div className="composer mt-1 shrink-0 self-center rounded-lg border border-edge bg-raised shadow-1">
      <ComposerFrame
        field={
          <textarea rows={1} disabled placeholder={t`Message ${title}`} className={`${fieldLook} overflow-hidden`} />
        }
        send={
          <Button look="primary" size="s" disabled>
            {t`Send`}
          </Button>
        }
      />
    </div>
  );
}
