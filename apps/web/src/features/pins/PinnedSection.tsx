import { ApiError, type ChatState } from '@confab/client';
import type { Message } from '@confab/protocol';
import { maySteer } from '@confab/protocol/permissions';
import { PinOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from '../../lib/router/index.ts';
import { messagePath } from '../../lib/addresses.ts';
import { exactTime, listTime } from '../../lib/dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useFocusHandOver } from '../../lib/use-focus-hand-over.ts';
import { useNow } from '../../lib/use-now.ts';
import { messageWords } from '../../lib/message-words.ts';
import { t } from '../../lib/words.ts';
import { actorIn, useClient, useClientState, useName } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { blockedText, useIsBlocked } from '../blocking/index.ts';

/** So many that what comes below stays in sight. */
const shownAtFirst = 3;
/** Two lines hold no more. */
const shownCharacters = 300;

/** What the chat keeps at hand. */
export function PinnedSection({ chat }: { chat: ChatState }) {
  // Where the history began anew, changes of it may have passed by.
  return <Pinned key={chat.log.generation} chat={chat} />;
}

function Pinned({ chat }: { chat: ChatState }) {
  const messages = usePinned(chat.id);
  const mayPin = useMaySteer(chat, chat.parts?.pinning);
  // All of it at once: nothing moves.
  if (messages === null) return null;
  return (
    <section aria-label={t`Pinned`} className="px-2.5 py-3">
      <h3 className="px-2 pt-1 pb-1.5 text-xs font-semibold text-muted">{t`Pinned`}</h3>
      {messages.length > 0 ? (
        <PinnedList messages={messages} mayUnpin={mayPin} />
      ) : (
        <p className="px-2 pb-1 text-sm text-pretty text-muted">
          {mayPin
            ? t`Nothing yet. Choose “Pin” on a message to keep it here for everyone.`
            : t`Nothing yet. Owners and admins can pin messages for everyone.`}
        </p>
      )}
    </section>
  );
}

function PinnedList({ messages, mayUnpin }: { messages: readonly Message[]; mayUnpin: boolean }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? messages : messages.slice(0, shownAtFirst);
  return (
    <>
      <ul>
        {shown.map((message) => (
          <PinnedMessage key={message.id} message={message} mayUnpin={mayUnpin} />
        ))}
      </ul>
      {messages.length > shown.length && (
        <Button size="s" className="mx-2 mt-1" onClick={() => setShowsAll(true)}>
          {t`Show ${messages.length - shown.length} more`}
        </Button>
      )}
    </>
  );
}

function useMaySteer(chat: ChatState, leftTo?: Parameters<typeof maySteer>[1]): boolean {
  return useClientState((state) => {
    const me = actorIn(state, chat.id);
    return me !== null && maySteer(me, leftTo);
  });
}

function PinnedMessage({ message, mayUnpin }: { message: Message; mayUnpin: boolean }) {
  const row = useRef<HTMLLIElement>(null);
  useFocusHandOver(row, (leaving) => leaving.closest('aside'));
  const client = useClient();
  const now = useNow();
  const sender = useName(message.senderId);
  const isBlocked = useIsBlocked(message.senderId);
  const { chatId, seq, createdAt } = message;
  return (
    <li ref={row} className="flex items-start gap-1 rounded-md pe-1 focus-within:bg-tint/60 hover:bg-tint/60">
      <Link to={messagePath(chatId, seq)} className="min-w-0 flex-1 rounded-md px-2 py-1.5 text-sm -outline-offset-2">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 truncate font-medium">{sender}</bdi>
          <time dateTime={createdAt} title={exactTime(createdAt)} className="tabular shrink-0 text-2xs text-faint">
            {listTime(createdAt, now)}
          </time>
        </span>
        <span className="as-written line-clamp-2 wrap-anywhere text-muted">
          {isBlocked ? blockedText() : messageWords(message, shownCharacters)}
        </span>
      </Link>
      {mayUnpin && (
        <IconButton
          size="s"
          icon={PinOff}
          label={t`Unpin`}
          className="mt-1"
          onClick={() => void client.unpin(message).catch(tellFailure)}
        />
      )}
    </li>
  );
}

/** Null until they are here. Kept up by what is told of the chat's messages. */
function usePinned(chatId: string): readonly Message[] | null {
  const client = useClient();
  const [messages, setMessages] = useState<readonly Message[] | null>(null);
  const isLive = useClientState((state) => state.connection.status === 'live');
  useEffect(() => {
    if (!isLive) return;
    const told: Message[] = [];
    const stop = client.onMessage(({ message }) => {
      if (message.chatId !== chatId) return;
      told.push(message);
      setMessages((known) => known && withChange(known, message));
    });
    let isWanted = true;
    client
      .pinned(chatId)
      .then((found) => {
        // What was told while the answer was on its way may be newer.
        if (isWanted) setMessages(told.reduce(withChange, found));
        // Whoever left the chat is not among the people that it names.
        return client.loadUsers(found.map(({ senderId }) => senderId));
      })
      .catch((reason: unknown) => {
        // Asked again with the next connection.
        if (isWanted && !(reason instanceof ApiError && reason.code === 'network')) tellFailure(reason);
      });
    return () => {
      isWanted = false;
      stop();
    };
  }, [client, chatId, isLive]);
  return messages;
}

/** The last pinned first. */
function withChange(known: readonly Message[], message: Message): readonly Message[] {
  const before = known.find(({ id }) => id === message.id);
  if (before ? before.rev >= message.rev : !message.pin) return known;
  const others = known.filter((other) => other !== before);
  if (!message.pin) return others;
  return [...others, message].toSorted((one, other) => compare(other.pin?.at ?? '', one.pin?.at ?? ''));
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function tellFailure(reason: unknown): void {
  tell(failureText(reason));
}
