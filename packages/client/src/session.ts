import type { Message, ServerEvent } from '@confab/protocol';
import { isRetryable } from './api-error.ts';
import { applyEvent } from './apply-event.ts';
import { takeFetchedChat } from './chat-from.ts';
import type { Arrivals } from './arrivals.ts';
import type { Clock } from './clock.ts';
import type { CommandPacer } from './command-pacer.ts';
import type { MessageChange } from './confab-client.ts';
import type { ChangeQueue } from './change-queue.ts';
import type { Connection } from './connection.ts';
import type { Deliveries } from './deliveries.ts';
import { beginDocuments } from './documents.ts';
import type { DocumentPuts } from './document-puts.ts';
import { changesBetween, lastMessagesOf, messagesOf, namedUsers, ownMessages } from './event-facts.ts';
import type { Interests } from './interests.ts';
import { applyPending, trimChat } from './local-changes.ts';
import { isLong } from './message-log.ts';
import type { Outbox } from './outbox.ts';
import type { Profiles } from './profiles.ts';
import type { ReadMarks } from './read-marks.ts';
import type { RestClient } from './rest.ts';
import { resumeCommand } from './resume.ts';
import type { ClientState } from './state.ts';
import type { Store } from './store.ts';
import type { TypingExpiry } from './typing-expiry.ts';
import { applyWaiting } from './waiting-changes.ts';
import { chatIn, everyChat, withoutUnfollowed } from './known-chats.ts';

export interface SessionParts {
  store: Store;
  clock: Clock;
  rest: Pick<RestClient, 'chat'>;
  connection: Connection;
  outbox: Outbox;
  changes: ChangeQueue;
  puts: DocumentPuts;
  pacer: CommandPacer;
  deliveries: Deliveries;
  interests: Interests;
  arrivals: Arrivals;
  readMarks: ReadMarks;
  profiles: Profiles;
  typingExpiry: TypingExpiry;
  loadNewest: (chatId: string) => Promise<void>;
  tellMessages: (changes: readonly MessageChange[]) => void;
}

/** Where a server refuses a command for now and does not say for how long. */
const refusedAgainMs = 1_000;
/** Read receipts are shown in small chats; of a large one the members alone are a megabyte. */
const receiptMembersMax = 100;

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;

/** What each frame of the server sets off, beside the change of the state itself. */
export function createSession(parts: SessionParts) {
  const { store, connection, outbox, interests } = parts;
  const refreshing = new Set<string>();
  /** How often the server said whether a thread is followed. */
  const followTurns = new Map<string, number>();
  /** Threads that are followed by now, of which only a fetch tells since when. */
  const followedSince = new Set<string>();
  let isCaughtUp = false;
  let cancelResume: (() => void) | null = null;

  function receive(event: ServerEvent): void {
    const before = store.get();
    if (event.type === 'welcome' && before.userId !== null && before.userId !== event.userId) {
      // Another person's cookie: nothing here, least of all the outbox, may go out under their name.
      connection.leaveToOther();
      return;
    }
    store.batch(() => {
      store.update((state) => applyEvent(state, event, parts.clock.elapsed()));
      follow(event);
      if (event.type.startsWith('document')) followDocuments(before);
      settle([...messagesOf(event), ...lastMessagesOf(event)]);
    });
    const changes = changesBetween(before, store.get(), event);
    if (changes.length > 0) parts.tellMessages(changes);
  }

  function follow(event: ServerEvent): void {
    switch (event.type) {
      case 'welcome':
        parts.pacer.begin(event.commandRate);
        resume();
        break;
      case 'ready':
        isCaughtUp = true;
        becomeLive();
        break;
      case 'ack':
        parts.deliveries.resolve(event.clientId, event);
        outbox.acknowledge(event);
        parts.changes.found([event]);
        break;
      case 'document-ack':
        parts.puts.acknowledge(event);
        break;
      case 'error':
        refuse(event);
        break;
      case 'chats':
        for (const { id, kind } of event.chats) if (kind === 'thread') noteFollowing(id);
        takeOver(event.chats.map((chat) => chat.id));
        break;
      case 'reset':
        takeOver([event.chatId]);
        break;
      case 'message':
        healGap(event.message.chatId);
        trimUnseen(event.message.chatId);
        noteArrival(event.message.chatId);
        refreshUnsure(event.message.chatId);
        break;
      case 'following':
        followHeard(event);
        break;
      case 'changes':
        noteArrival(event.chatId);
        refreshUnsure(event.chatId);
        break;
      case 'read':
        refreshUnsure(event.chatId);
        break;
      case 'typing':
        parts.typingExpiry.schedule();
        break;
      default:
    }
  }

  /** What was put and is durable is told by now; where a change is missing (D24), a new connection brings it. */
  function followDocuments(before: ClientState): void {
    const { rev, incoming, behind } = store.get().documentSync;
    const isWholeAnew = before.documentSync.incoming !== null && incoming === null;
    parts.puts.settle(isWholeAnew ? Infinity : rev);
    if (behind) connection.restart();
  }

  function resume(): void {
    cancelResume?.();
    cancelResume = null;
    isCaughtUp = false;
    store.update((state) => withoutUnfollowed(beginDocuments(state), interests.isOpen));
    parts.pacer.say(resumeCommand(store.get()));
  }

  function becomeLive(): void {
    connection.becameLive();
    interests.tellAll();
    for (const chatId of interests.openChatIds()) refreshOpened(chatId);
    parts.readMarks.tellAll();
    parts.arrivals.tellSoon();
    outbox.goLive();
    parts.changes.goLive();
    parts.puts.goLive();
    const members = [...everyChat(store.get())].flatMap((chat) => chat.members.map((member) => member.userId));
    ignoreFailure(parts.profiles.load(members));
  }

  /** The frame refuses a message, another command that names its chat, or one that names nothing. */
  function refuse(event: EventOf<'error'>): void {
    const { clientId, chatId, key, code } = event;
    const retryAfterMs = event.retryAfterMs ?? refusedAgainMs;
    if (code === 'rate-limited') parts.pacer.holdOff(retryAfterMs);
    if (clientId !== undefined) outbox.refuse({ ...event, clientId });
    else if (key !== undefined) parts.puts.refuse({ ...event, key });
    else if (isRetryable(code)) sayAgain(chatId, retryAfterMs);
  }

  /** Which of the commands it was is not said: each can be said twice. */
  function sayAgain(chatId: string | undefined, afterMs: number): void {
    if (chatId !== undefined) parts.readMarks.tellLater(chatId, afterMs);
    if (!isCaughtUp) cancelResume ??= parts.clock.after(afterMs, resume);
    else interests.tellLater(chatId, afterMs);
  }

  /** The connection is gone, and with it what was to be said on it. */
  function disconnected(): void {
    cancelResume?.();
    cancelResume = null;
    parts.pacer.end();
    interests.stop();
    parts.arrivals.stop();
    // The next answer tells it.
    followedSince.clear();
  }

  /** Chats that came whole. */
  function takeOver(chatIds: readonly string[]): void {
    store.update((state) => applyWaiting(applyPending(state, outbox.pending()), parts.changes.waiting()));
    for (const chatId of chatIds) {
      interests.tellOpen(chatId);
      // A message that was taken back may be among the newest.
      const isAwaited = parts.changes.waiting().some((it) => it.change === 'withdraw' && it.chatId === chatId);
      if (isAwaited || interests.isOpen(chatId)) ignoreFailure(parts.loadNewest(chatId));
    }
  }

  /** A change is missing (D7): a new connection is told exactly what came since. */
  function healGap(chatId: string): void {
    if (chatIn(store.get(), chatId)?.sync.behind) connection.restart();
  }

  /** A client that runs for months, a bot say, keeps no history that nobody looks at. */
  function trimUnseen(chatId: string): void {
    const chat = chatIn(store.get(), chatId);
    if (chat && !interests.isOpen(chatId) && isLong(chat.log)) store.update((state) => trimChat(state, chatId));
  }

  function noteArrival(chatId: string): void {
    if (chatIn(store.get(), chatId)?.kind === 'direct') parts.arrivals.tellSoon();
  }

  function refreshUnsure(chatId: string): void {
    if (chatIn(store.get(), chatId)?.sync.unreadUnsure) ignoreFailure(refreshChat(chatId));
  }

  /** Since when, and what of it is unread, only a fetch tells; where that fails, a new connection. */
  function followHeard({ chatId, following }: EventOf<'following'>): void {
    noteFollowing(chatId);
    if (!following) return void followedSince.delete(chatId);
    followedSince.add(chatId);
    ignoreFailure(refreshChat(chatId));
  }

  /** A fetch that was asked for before may answer what was so before. */
  function noteFollowing(chatId: string): void {
    followTurns.set(chatId, followTurn(chatId) + 1);
  }

  function followTurn(chatId: string): number {
    return followTurns.get(chatId) ?? 0;
  }

  /** Fetches what the stream does not carry: the exact unread count, and others' read positions. */
  async function refreshChat(chatId: string): Promise<void> {
    const asked = chatIn(store.get(), chatId);
    if (!asked || refreshing.has(chatId)) return;
    refreshing.add(chatId);
    const turn = followTurn(chatId);
    try {
      const chat = await parts.rest.chat(chatId);
      if (turn === followTurn(chatId)) {
        store.update((state) => takeFetchedChat(state, chat, { asked, isFollowTold: followedSince.has(chatId) }));
        if (followedSince.delete(chatId)) parts.readMarks.followed(chatId);
      }
    } catch (error) {
      // Whoever asked for it: nobody asks again.
      if (followedSince.delete(chatId)) connection.restart();
      throw error;
    } finally {
      refreshing.delete(chatId);
    }
    // The answer may be older than what was heard since.
    if (turn !== followTurn(chatId)) await refreshChat(chatId);
    // The answer was older than a catch-up that ended meanwhile.
    refreshUnsure(chatId);
  }

  /** Messages arrived, by whichever way: what waited for them is done, who is in them gets known. */
  function settle(messages: readonly Message[]): void {
    const state = store.get();
    const { userId } = state;
    if (outbox.pending().length > 0) {
      const own = ownMessages(messages, userId);
      for (const message of own) parts.deliveries.resolve(message.clientId, message);
      outbox.settle(own);
      outbox.settleUpTo((chatId) => chatIn(state, chatId)?.rev);
    }
    if (parts.changes.waiting().length > 0) parts.changes.found(ownMessages(messages, userId));
    if (messages.length > 0) ignoreFailure(parts.profiles.load(namedUsers(messages)));
  }

  /** Read positions of others move only in chats that are open: fetch what moved before. */
  function refreshOpened(chatId: string): void {
    const state = store.get();
    const { connection: link } = state;
    const chat = chatIn(state, chatId);
    if (link.status === 'live' && chat && chat.members.length <= receiptMembersMax) ignoreFailure(refreshChat(chatId));
  }

  return { receive, settle, refreshOpened, disconnected };
}

/** The state says what is missing, and the next look at it asks again. */
function ignoreFailure(work: Promise<void>): void {
  work.catch(() => undefined);
}
