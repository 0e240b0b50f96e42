import type { Command, OwnUser } from '@confab/protocol';
import { documentKey, kindFeature, kindOfKey, putCost } from '@confab/protocol/documents';
import { openSocket } from '@confab/protocol/connection/paths';
import { routeOf } from '@confab/protocol/path';
import { systemClock } from './clock.ts';
import { createActivityActions } from './activity-actions.ts';
import { createEmojiActions } from './emoji-actions.ts';
import { createFileActions } from './uploads-later.ts';
import { type ChangeQueue, createChangeQueue } from './change-queue.ts';
import { createChatActions } from './chat-actions.ts';
import { takeChatAhead } from './chat-from.ts';
import type { ClientOptions, ConfabClient, MessageChange, RefusedChange } from './confab-client.ts';
import { type Connection, createConnection } from './connection.ts';
import { createCommandPacer } from './command-pacer.ts';
import { createDeliveries } from './deliveries.ts';
import { createDocumentPuts, type DocumentPuts, type RefusedDocument } from './document-puts.ts';
import { saysTheSame, setWaitingDocuments } from './documents.ts';
import { createHistory } from './history.ts';
import { createInterests } from './interests.ts';
import { systemLifecycle } from './lifecycle.ts';
import { applyPending, setConnection, setMe, setUnsentKept } from './local-changes.ts';
import { createMessageActions } from './message-actions.ts';
import { makeChange, showAnswer } from './make-change.ts';
import { markUnread } from './mark-unread.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createOutboxSaver, type OutboxSaver } from './outbox-saver.ts';
import { isChange, isDocument, isMessage, memoryOutboxStorage, type OutboxStorage } from './outbox-storage.ts';
import { createProfiles } from './profiles.ts';
import { createArrivals } from './arrivals.ts';
import { createReceiptActions } from './receipt-actions.ts';
import { createReadMarks } from './read-marks.ts';
import { createRestClient, type RestClient } from './rest.ts';
import { createSession } from './session.ts';
import { initialState } from './state.ts';
import { createStore, type Store } from './store.ts';
import { createTypingExpiry } from './typing-expiry.ts';
import { applyWaiting } from './waiting-changes.ts';
import { createThreadActions } from './thread-actions.ts';

const untilTimeoutMs = 5_000;

/** A client for one person. Nothing happens before `connect`. */
export function createClient(options: ClientOptions = {}): ConfabClient {
  const parts = assemble(options);
  const { store, rest, connection, outbox, changes, deliveries, interests, history, profiles, session } = parts;
  let stopWaking: (() => void) | null = null;
  let stopLeaving: (() => void)[] = [];
  let look: Parameters<ConfabClient['lookThrough']>[0] = null;

  function stop(): void {
    stopWaking?.();
    stopWaking = null;
    for (const stopOne of stopLeaving) stopOne();
    stopLeaving = [];
    parts.readMarks.stop();
    connection.stop();
    parts.typingExpiry.stop();
  }

  const client: ConfabClient = {
    rest,
    getState: () => look?.(store.get()) ?? store.get(),
    lookThrough(view) {
      look = view;
      store.update((state) => ({ ...state }));
    },
    subscribe: (listener) => store.subscribe(listener),
    onMessage(listener) {
      parts.messageListeners.add(listener);
      return () => parts.messageListeners.delete(listener);
    },
    until: (predicate, { timeoutMs = untilTimeoutMs } = {}) => store.until(predicate, timeoutMs),
    connect() {
      const lifecycle = options.lifecycle ?? systemLifecycle;
      if (!stopWaking) {
        stopLeaving = [
          lifecycle.onLeave?.(() => changes.hurry()),
          lifecycle.onHide?.(() => parts.readMarks.putAll()),
        ].filter((stopOne) => stopOne !== undefined);
      }
      stopWaking ??= lifecycle.onWake(() => connection.wake());
      connection.start();
      // A storage that can't be read holds nothing that could be sent.
      adoptEntries(parts).catch(() => undefined);
    },
    showAhead: (known) => store.update((state) => takeChatAhead(state, known)),
    async close() {
      stop();
      outbox.close();
      changes.close();
      parts.puts.close();
      deliveries.close();
      rest.giveUp();
      await parts.saver.close();
    },
    [Symbol.asyncDispose]: () => client.close(),

    send(chatId, draft) {
      const message = store.batch(() => outbox.add(chatId, draft));
      interests.stoppedTyping(chatId);
      return { ...message, delivered: deliveries.expect(message.clientId) };
    },
    forward({ chatId, seq, content, files }, toChatId) {
      const shared = files && { files: files.map(({ id }) => ({ id })) };
      return client.send(toChatId, { content, parts: { forwarded: { chatId, seq }, ...shared } });
    },
    filesReady: (clientId, files) => store.batch(() => outbox.filesReady(clientId, files)),
    filesFailed: (clientId, { code, detail }) => store.batch(() => outbox.refuse({ clientId, code, detail })),
    retry: (clientId) => store.batch(() => outbox.retry(clientId)),
    changePending: (clientId, draft) => store.batch(() => outbox.change(clientId, draft)),
    discard(clientId) {
      deliveries.discard(clientId);
      return store.batch(() => outbox.discard(clientId));
    },
    react(place, emoji, on) {
      const { chatId, id, seq } = place;
      // Who only asks over REST never comes back to a connection that the change could wait for.
      if (!stopWaking) return showAnswer(store, rest.react(place, emoji, on));
      return store.batch(() => changes.add({ change: 'react', chatId, messageId: id, seq, emoji, on }));
    },
    deleteSoon(place, delayMs) {
      const { chatId, id, seq } = place;
      if (!stopWaking) return showAnswer(store, rest.deleteMessage(place));
      return store.batch(() => changes.hold({ change: 'delete', chatId, messageId: id, seq }, delayMs));
    },
    hurry: () => store.batch(() => changes.hurry()),
    undoDelete: ({ id }) => store.batch(() => changes.takeBack(id)),
    onChangeRefused(listener) {
      parts.refusalListeners.add(listener);
      return () => parts.refusalListeners.delete(listener);
    },
    putDocument(kind, id, value) {
      const key = documentKey(kind, id);
      const { documents, documentsLoaded } = store.get();
      // Before the server's documents are here, nobody knows whether it is this one already.
      if (documentsLoaded && saysTheSame(documents.get(key) ?? null, value)) return;
      store.batch(() => parts.puts.add(key, value));
    },
    watchDocument(kind, id, listener) {
      const key = documentKey(kind, id);
      let shown = store.get().documents.get(key);
      return store.subscribe(() => {
        const value = store.get().documents.get(key);
        if (value === shown) return;
        shown = value;
        listener(value as Parameters<typeof listener>[0]);
      });
    },
    onDocumentRefused(listener) {
      parts.documentListeners.add(listener);
      return () => parts.documentListeners.delete(listener);
    },
    openChat(chatId) {
      interests.openChat(chatId);
      history.loadNewest(chatId).catch(() => undefined);
      session.refreshOpened(chatId);
    },
    closeChat: (chatId) => interests.closeChat(chatId),
    typing: (chatId) => interests.typing(chatId),
    markRead: (chatId, seq) => parts.readMarks.mark(chatId, seq),
    markUnread: (chatId, fromSeq) => store.batch(() => markUnread({ client, store }, chatId, fromSeq)),
    watchPresence: (userIds) => interests.watchPresence(userIds),
    loadUsers: (userIds) => profiles.load(userIds),
    ...history,
    ...createChatActions({ store, rest }),
    ...createMessageActions({ store, rest }),
    ...createThreadActions({ store, rest }),
    ...createActivityActions({ rest }),
    ...createReceiptActions({ rest }),
    ...createEmojiActions({ rest }),
    ...createFileActions({ rest }),
  };
  return client;
}

/** Wires the parts: each knows only what it is handed. */
function assemble(options: ClientOptions) {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const baseUrl = options.baseUrl ?? globalThis.location.origin;
  const storage = options.storage ?? memoryOutboxStorage();
  const me = options.me ?? null;
  const store = createStore(initialState(clock.now(), me, whose(me, storage)), clock);
  const rest = createRestClient({
    baseUrl,
    token: options.token,
    ...(options.fetch && { fetch: options.fetch }),
    clock,
    person: {
      userId: () => store.get().userId,
      isOther: () => store.get().connection.status === 'other-user',
      foundOther: () => connection.leaveToOther(),
    },
  });
  const deliveries = createDeliveries();
  const saver = createOutboxSaver(storage, (isKept) => store.update((state) => setUnsentKept(state, isKept)));
  const refusalListeners = new Set<(refused: RefusedChange) => void>();
  const documentListeners = new Set<(refused: RefusedDocument) => void>();
  const messageListeners = new Set<(change: MessageChange) => void>();
  const profiles = createProfiles({ store, rest });

  const connection = createConnection({
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    clock,
    random,
    findUrl: () => findSocketUrl(baseUrl, options.token === undefined ? null : rest),
    checkSession: () => rest.me({ isPatient: false }),
    onTooLarge: () => outbox.refuseLargest(),
    onEvent: (event) => session.receive(event),
    onState(state) {
      store.batch(() => {
        store.update((known) => setConnection(known, state));
        if (state.status === 'live') return;
        session.disconnected();
        outbox.goOffline();
        changes.goOffline();
        puts.goOffline();
      });
      // Tabs that are gone by now may have left something.
      if (state.status === 'live') adoptEntries({ saver, store, outbox, changes, puts }).catch(() => undefined);
      if (state.status === 'live' && !store.get().me) fetchMe({ store, rest, connection }).catch(() => undefined);
    },
  });
  const changes = createChangeQueue({
    clock,
    random,
    make: (change) => makeChange(change, { store, rest }),
    changed(waiting) {
      saver.saveChanges(waiting);
      store.update((state) => applyWaiting(state, waiting));
    },
    refused(change, error) {
      for (const listener of refusalListeners) listener({ change, error });
    },
  });
  const outbox = createOutbox({
    clock,
    random,
    mayTransmit: () => pacer.take(),
    transmit({ chatId, clientId, ...message }) {
      const { content, parts } = message.sentAs ?? message;
      connection.send({ ...parts, type: 'send', chatId, clientId, content });
    },
    changed: (pending) => store.update((state) => applyPending(state, pending)),
    save: (messages) => saver.saveMessages(messages),
    edit: ({ chatId, id, seq }, content) =>
      void changes.add({ change: 'edit', chatId, messageId: id, seq, content }).catch(() => undefined),
    withdraw({ acknowledged, chatId, clientId }) {
      changes.withdraw({ chatId, clientId });
      if (acknowledged) changes.found([{ ...acknowledged, chatId, clientId }]);
    },
    failed: (clientId, error) => deliveries.reject(clientId, error),
  });
  const puts = createDocumentPuts({
    clock,
    random,
    mayPut: (key) => store.get().features.includes(kindFeature(kindOfKey(key))),
    mayTransmit: ({ value }) => pacer.take(putCost(JSON.stringify(value).length)),
    transmit: ({ value, ...put }) => connection.send({ type: 'put-document', value: value ?? null, ...put }),
    changed: (waiting) => store.update((state) => setWaitingDocuments(state, waiting)),
    save: (entries) => saver.saveDocuments(entries),
    refused(refused) {
      for (const listener of documentListeners) listener(refused);
    },
  });
  const pacer = createCommandPacer({
    clock,
    transmit: (command) => connection.send(command),
    whenFree: () =>
      store.batch(() => {
        outbox.pump();
        puts.pump();
      }),
  });
  const send = (command: Command) => pacer.say(command);
  const interests = createInterests({ store, clock, send });
  const arrivals = createArrivals({ store, clock, send });
  const readMarks = createReadMarks({
    store,
    clock,
    send,
    put: (chatId, seq) => rest.markRead(chatId, seq, { outlivesPage: true }),
  });
  const typingExpiry = createTypingExpiry({ store, clock });
  const history = createHistory({ store, rest, received: (messages) => session.settle(messages) });
  const session = createSession({
    store,
    clock,
    rest,
    connection,
    outbox,
    changes,
    puts,
    pacer,
    deliveries,
    interests,
    arrivals,
    readMarks,
    profiles,
    typingExpiry,
    loadNewest: (chatId) => history.loadNewest(chatId),
    tellMessages(told) {
      for (const change of told) for (const listener of messageListeners) listener(change);
    },
  });
  return {
    rest,
    store,
    deliveries,
    messageListeners,
    documentListeners,
    refusalListeners,
    profiles,
    connection,
    saver,
    outbox,
    changes,
    puts,
    interests,
    readMarks,
    typingExpiry,
    history,
    session,
  };
}

/** The standard WebSocket can't carry a token: a ticket, good for one use, stands in for it. */
async function findSocketUrl(baseUrl: string, rest: Pick<RestClient, 'wsTicket'> | null): Promise<string> {
  const url = baseUrl.replace(/^http/, 'ws').replace(/\/+$/, '') + routeOf(openSocket);
  if (!rest) return url;
  const { ticket } = await rest.wsTicket();
  return `${url}?ticket=${encodeURIComponent(ticket)}`;
}

async function fetchMe(parts: { store: Store; rest: Pick<RestClient, 'me'>; connection: Connection }): Promise<void> {
  const me = await parts.rest.me();
  // The cookie changed since the welcome, and the server is too old to say so.
  if (me.id !== parts.store.get().userId) parts.connection.leaveToOther();
  else parts.store.update((state) => setMe(state, me));
}

/** The person whose client this is, as far as it was told. */
function whose(me: OwnUser | null, { userId: ofStorage = null }: OutboxStorage): string | null {
  if (me && ofStorage !== null && ofStorage !== me.id) throw new Error('The outbox is not that of the person.');
  return me?.id ?? ofStorage;
}

/** What earlier clients left behind. */
async function adoptEntries(parts: {
  saver: OutboxSaver;
  store: Store;
  outbox: Outbox;
  changes: ChangeQueue;
  puts: DocumentPuts;
}): Promise<void> {
  const entries = await parts.saver.adopt();
  parts.store.batch(() => {
    parts.outbox.adopt(entries.filter(isMessage));
    parts.changes.adopt(entries.filter(isChange));
    parts.puts.adopt(entries.filter(isDocument));
  });
}
