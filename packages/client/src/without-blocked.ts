import * as paths from '@confab/protocol/blocking/paths';
import { countBlocked, countBlockedInMark, type ToldBlocked, withoutBlocked } from './blocked-counts.ts';
import { type Clock, systemClock } from './clock.ts';
import type { ConfabClient, MessageChange } from './confab-client.ts';
import { documentOf, isDocumentWaiting } from './documents.ts';
import { everyChat } from './known-chats.ts';
import type { ChatState, ClientState } from './state.ts';
import { sumOf } from './unread.ts';

/** Where `state.features` holds it, the server counts what is not here. */
const feature = 'blocked-unread';
/** Many changes at once are one question. */
const settleMs = 250;
/** What an answer leaves open, since the server does not know yet how far was read, is asked again after twice as long each time. */
const againMaxMs = 60_000;

type Options = {
  /** Whom this person blocked when last known: holds until the server's documents are here. */
  knownIds?: readonly string[];
  clock?: Clock;
};

type Chats = ReadonlyMap<string, ChatState>;

/** The server's answer. Chats that it does not name have nothing of theirs up to where they were here when it was asked. */
type Told = {
  counts: ReadonlyMap<string, ToldBlocked>;
  upTo: ReadonlyMap<string, number>;
  /** Chats in which messages were missing then, and where they stood; null where it answers nothing. */
  asked: ReadonlyMap<string, string> | null;
};

/** It does not count, or could not be asked: what is here is left out. */
const nothingTold: Told = { counts: new Map(), upTo: new Map(), asked: null };

const leavingOut = new WeakMap<ConfabClient, () => void>();

/**
 * From now on `getState` shows chats and threads without what people wrote whom this person blocks (the document `blocked`): `unread` and
 * `mentions` are without theirs, `typing` is without them; of what was read and is marked unread at least one stays. What comes live is
 * counted from the log, so that nothing of theirs shows for a moment. While nobody is blocked nothing is asked and nothing is counted.
 * Twice for one client is once. Call the result to stop.
 */
export function leaveOutBlocked(client: ConfabClient, options: Options = {}): () => void {
  const known = leavingOut.get(client);
  if (known) return known;
  const eye = createEye(options.knownIds ?? []);
  const stopAsking = askWhenUnsure(client, eye, options.clock ?? systemClock);
  client.lookThrough(eye.see);
  const stop = (): void => {
    if (!leavingOut.delete(client)) return;
    stopAsking();
    client.lookThrough(null);
  };
  leavingOut.set(client, stop);
  return stop;
}

type Eye = ReturnType<typeof createEye>;

/** The same state for the same state, and the same chat for the same chat, as long as nothing else is known. */
function createEye(knownIds: readonly string[]) {
  const before = knownIds.length === 0 ? undefined : { userIds: knownIds };
  let document: { userIds: readonly string[] } | undefined;
  let blockedIds: ReadonlySet<string> = new Set();
  let told: Told | null = null;
  let seen: { state: ClientState; shown: ClientState } | null = null;
  let shownChats = new WeakMap<ChatState, ChatState>();
  let shownLists = new WeakMap<Chats, Chats>();
  /** Chats of which messages are missing here that may be theirs, and where they stood. */
  const unsure = new Map<string, string>();

  function forget(): void {
    seen = null;
    shownChats = new WeakMap();
    shownLists = new WeakMap();
    unsure.clear();
  }

  function see(state: ClientState): ClientState {
    if (seen?.state === state) return seen.shown;
    const isEarly = !state.documentsLoaded && before !== undefined;
    const now = documentOf(state, 'blocked', null) ?? (isEarly ? before : undefined);
    if (now !== document) {
      forget();
      document = now;
      blockedIds = new Set(now?.userIds);
      // What was told of people who are blocked no more says nothing of the next ones.
      if (now === undefined) told = null;
    }
    const shown = now === undefined ? state : look(state, isEarly ? withDocument(state, now) : state);
    seen = { state, shown };
    return shown;
  }

  function look(state: ClientState, shown: ClientState): ClientState {
    const chats = shownLists.get(state.chats) ?? lookAt(state.chats, state);
    const threads = shownLists.get(state.threads) ?? lookAt(state.threads, state);
    const isSame = chats === state.chats && threads === state.threads;
    return isSame ? shown : { ...shown, chats, threads };
  }

  function lookAt(chats: Chats, state: ClientState): Chats {
    let next: Map<string, ChatState> | null = null;
    for (const chat of chats.values()) {
      const shown = shownChats.get(chat) ?? lookAtOne(chat, state);
      shownChats.set(chat, shown);
      if (shown === chat) continue;
      next ??= new Map(chats);
      next.set(chat.id, shown);
    }
    shownLists.set(chats, next ?? chats);
    return next ?? chats;
  }

  function lookAtOne(chat: ChatState, { userId }: ClientState): ChatState {
    const whose = { blockedIds, userId };
    unsure.delete(chat.id);
    if (chat.unread === 0) return withoutBlocked(chat, chat, blockedIds);
    const after = countBlocked(chat, whose, toldOf(chat.id));
    const missing = after.missing === 0 ? 0 : missingIn(chat, after.missing);
    const blocked = sumOf([after, countBlockedInMark(chat, whose), { unread: missing, mentions: missing }]);
    return withoutBlocked(chat, blocked, blockedIds);
  }

  /** Until the server has told, nothing shows that may be theirs. */
  function missingIn({ id, readSeq, lastSeq, members }: ChatState, missing: number): number {
    const place = `${readSeq} ${lastSeq}`;
    unsure.set(id, place);
    const isAsked = told !== null && (told.asked === null || told.asked.get(id) === place);
    return !isAsked && members.some(({ userId }) => blockedIds.has(userId)) ? missing : 0;
  }

  function toldOf(chatId: string): ToldBlocked | undefined {
    const upToSeq = told?.upTo.get(chatId);
    const nothing = upToSeq === undefined ? undefined : { readSeq: 0, upToSeq, atRev: 0, unread: 0, mentions: 0 };
    return told?.counts.get(chatId) ?? nothing;
  }

  return {
    see,
    unsure,
    isAnybodyBlocked: () => blockedIds.size > 0,
    told: () => told,
    /** Whether what the server counted has changed since. */
    isStale({ isNew, message: { senderId, chatId, seq, editedAt, deletedAt } }: MessageChange): boolean {
      if (isNew || (editedAt === null && deletedAt === null) || !blockedIds.has(senderId)) return false;
      const counted = told?.counts.get(chatId);
      return counted !== undefined && seq > counted.readSeq && seq <= counted.upToSeq;
    },
    tell(next: Told): void {
      told = next;
      forget();
    },
  };
}

function withDocument(state: ClientState, document: { userIds: readonly string[] }): ClientState {
  return { ...state, documents: new Map(state.documents).set('blocked', document) };
}

/** Asks what is not known here: at first, with each connection, once the server knows of a change, and where messages are missing. */
function askWhenUnsure(client: ConfabClient, eye: Eye, clock: Clock): () => void {
  let askedFor: { since: number; stored: unknown } | null = null;
  let asked: ReadonlyMap<string, string> = new Map();
  let turns = 0;
  let againMs = settleMs;
  let isStopped = false;
  let isUnderWay = false;
  let cancel: (() => void) | null = null;

  function follow(): void {
    const state = client.getState();
    const { connection, documentsLoaded, documentSync, features } = state;
    if (connection.status !== 'live' || !documentsLoaded || !eye.isAnybodyBlocked()) return;
    if (!features.includes(feature)) {
      if (eye.told() === null) take(nothingTold);
      return;
    }
    // The server counts for those whom it knows to be blocked.
    if (!isDocumentWaiting(state, 'blocked', null)) askFor(connection.since, documentSync.stored.get('blocked'));
  }

  function askFor(since: number, stored: unknown): void {
    const isOther = askedFor?.since !== since || askedFor.stored !== stored;
    const isNew = [...eye.unsure].some(([chatId, place]) => asked.get(chatId) !== place);
    if (isNew || isOther) againMs = settleMs;
    if (isOther) askedFor = { since, stored };
    if (isOther) askSoon(0);
    else if (isNew) askSoon(settleMs);
    else if (eye.unsure.size > 0 && !isUnderWay) askSoon(againMs);
  }

  function askSoon(afterMs: number): void {
    cancel ??= clock.after(afterMs, () => {
      cancel = null;
      againMs = Math.min(againMaxMs, againMs * 2);
      // What was told before still holds; the next question makes up for this one.
      ask().catch(() => take({ ...(eye.told() ?? nothingTold), asked: null }));
    });
  }

  async function ask(): Promise<void> {
    const turn = (turns += 1);
    const upTo = placesOf(client.getState());
    const unsure = new Map(eye.unsure);
    asked = unsure;
    isUnderWay = true;
    const { chats } = await client.rest.call(paths.listBlockedUnread).finally(() => {
      if (turn === turns) isUnderWay = false;
    });
    if (turn === turns) take({ counts: new Map(chats.map((one) => [one.chatId, one])), upTo, asked: unsure });
  }

  function take(told: Told): void {
    if (isStopped) return;
    eye.tell(told);
    client.lookThrough(eye.see);
  }

  const stopState = client.subscribe(follow);
  const stopMessages = client.onMessage((change) => {
    if (eye.isStale(change)) askSoon(settleMs);
  });
  return () => {
    stopState();
    stopMessages();
    cancel?.();
    isStopped = true;
  };
}

function placesOf(state: ClientState): Map<string, number> {
  return new Map([...everyChat(state)].map(({ id, lastSeq }) => [id, lastSeq]));
}
