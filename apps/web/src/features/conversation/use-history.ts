import { ApiError, messagesIn, rangeAt, type ChatState, unreadAfter } from '@confab/client';
import type { Message } from '@confab/protocol';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import type { ReadingPlace } from './reading-places.ts';

export type History = {
  messages: readonly Message[];
  hasOlder: boolean;
  /** The history shown ends before the newest message. */
  hasNewer: boolean;
  /** Nothing to show yet. */
  isFirstLoad: boolean;
  loadOlder: () => void;
  loadNewer: () => void;
  /** Shows what is around this message, which stays whatever is forgotten. Null shows the end of the chat. */
  lookAt: (seq: number | null) => void;
};

/** Opening a chat with more unread messages than this starts at the first of them instead of at the newest. */
const startAtUnreadFrom = 30;
const noMessages: readonly Message[] = [];

/** The run of messages around the place that one looks at, and the pages before and after it. */
export function useHistory(chat: ChatState, targetSeq: number | null, place: ReadingPlace | null): History {
  const client = useClient();
  const { id: chatId, log, lastSeq, loading } = chat;
  const [anchorSeq, setAnchorSeq] = useAnchorSeq(chat, targetSeq, place);
  const isAnchored = anchorSeq !== null && anchorSeq <= lastSeq;
  const range = rangeAt(log, isAnchored ? anchorSeq : lastSeq);
  // The newest message alone came with the chat itself: nobody knows yet whether it begins a group or a day.
  const isHere = range !== undefined && (range.from < range.to || range.from === 1);
  const isMissing = lastSeq > 0 && !isHere;
  const connection = useClientState((state) => state.connection.status);

  useEffect(() => {
    if (!isMissing || loading !== null || connection !== 'live') return;
    // The next change of the connection asks again.
    const load = isAnchored ? client.loadAround(chatId, anchorSeq) : client.loadNewest(chatId);
    load.catch(tellRefusal);
  }, [client, chatId, isMissing, isAnchored, anchorSeq, loading, connection]);

  const found = useMemo(() => (range && isHere ? messagesIn(log, range) : null), [log, range, isHere]);
  const messages = useKept(found, noMessages);
  const from = messages[0]?.seq ?? 1;
  const to = messages.at(-1)?.seq ?? 0;
  return {
    messages,
    hasOlder: from > 1,
    hasNewer: to < lastSeq,
    isFirstLoad: messages.length === 0 && lastSeq > 0,
    loadOlder: useCallback(() => tellFailure(client.loadOlder(chatId, from)), [client, chatId, from]),
    loadNewer: useCallback(() => tellFailure(client.loadNewer(chatId, to)), [client, chatId, to]),
    lookAt: setAnchorSeq,
  };
}

/** The message around which the history is shown; null for the end. */
function useAnchorSeq(
  chat: ChatState,
  targetSeq: number | null,
  place: ReadingPlace | null,
): [number | null, (seq: number | null) => void] {
  const [anchorSeq, setAnchorSeq] = useState(() => (place ? place.seq : targetSeq) ?? firstUnreadFarAway(chat));
  const [asked, setAsked] = useState({ targetSeq, place });
  if (targetSeq !== asked.targetSeq || place !== asked.place) {
    setAsked({ targetSeq, place });
    // An address without a message, such as that of a panel, leaves one where one is.
    const isElsewhere = targetSeq !== null || targetSeq !== asked.targetSeq;
    if (isElsewhere) setAnchorSeq(place ? place.seq : (targetSeq ?? anchorSeq));
  }
  return [anchorSeq, setAnchorSeq];
}

/** Until there is another value, the last one: what one reads stays while what one asked for is on its way. */
function useKept<Value>(value: Value | null, initial: Value): Value {
  const [kept, setKept] = useState(initial);
  if (value !== null && value !== kept) setKept(value);
  return value ?? kept;
}

function firstUnreadFarAway(chat: ChatState): number | null {
  return chat.unread > startAtUnreadFrom ? unreadAfter(chat) + 1 : null;
}

/** A page that did not come is asked for again on the next scroll. */
function tellFailure(load: Promise<void>): void {
  load.catch(tellRefusal);
}

function tellRefusal(reason: unknown): void {
  // Of a connection that is away another line tells.
  if (reason instanceof ApiError && reason.code === 'network') return;
  tell(t`Messages couldn’t be loaded. ${failureText(reason)}`);
}
