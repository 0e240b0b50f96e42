import type { Command } from '@confab/protocol';
import { systemClock } from './clock.ts';
import { createChatActions } from './chat-actions.ts';
import type { ClientOptions, ConfabClient, MessageChange } from './confab-client.ts';
import { createConnection } from './connection.ts';
import { createDeliveries } from './deliveries.ts';
import { createHistory } from './history.ts';
import { createInterests } from './interests.ts';
import { systemLifecycle } from './lifecycle.ts';
import { applyPending, setConnection, setMe } from './local-changes.ts';
import { createOutbox } from './outbox.ts';
import { memoryOutboxStorage } from './outbox-storage.ts';
import { createProfiles } from './profiles.ts';
import { createReadMarks } from './read-marks.ts';
import { createRestClient, type RestClient } from './rest.ts';
import { createSession } from './session.ts';
import { initialState } from './state.ts';
import { createStore, type Store } from './store.ts';
import { createTypingExpiry } from './typing-expiry.ts';

const untilTimeoutMs = 5_000;

/** A client for one person. Nothing happens before `connect`. */
export function createClient(options: ClientOptions = {}): ConfabClient {
  const parts = assemble(options);
  const { store, rest, connection, outbox, deliveries, interests, history, profiles, session } = parts;
  let stopWaking: (() => void) | null = null;

  function stop(): void {
    stopWaking?.();
    stopWaking = null;
    connection.stop();
    parts.readMarks.stop();
    parts.typingExpiry.stop();
  }

  const client: ConfabClient = {
    rest,
    getState: () => store.get(),
    subscribe: (listener) => store.subscribe(listener),
    onMessage(listener) {
      parts.messageListeners.add(listener);
      return () => parts.messageListeners.delete(listener);
    },
    until: (predicate, { timeoutMs = untilTimeoutMs } = {}) => store.until(predicate, timeoutMs),
    connect() {
      stopWaking ??= (options.lifecycle ?? systemLifecycle).onWake(() => connection.wake());
      connection.start();
      outbox.adopt().catch(() => undefined);
    },
    async close() {
      stop();
      await outbox.close();
    },
    [Symbol.asyncDispose]: () => client.close(),

    send(chatId, content) {
      const message = store.batch(() => outbox.add(chatId, content));
      interests.stoppedTyping(chatId);
      return { ...message, delivered: deliveries.expect(message.clientId) };
    },
    retry: (clientId) => store.batch(() => outbox.retry(clientId)),
    discard(clientId) {
      store.batch(() => outbox.discard(clientId));
      deliveries.discard(clientId);
    },
    openChat(chatId) {
      interests.openChat(chatId);
      history.loadNewest(chatId).catch(() => undefined);
      session.refreshOpened(chatId);
    },
    closeChat: (chatId) => interests.closeChat(chatId),
    typing: (chatId) => interests.typing(chatId),
    markRead: (chatId, seq) => parts.readMarks.mark(chatId, seq),
    watchPresence: (userIds) => interests.watchPresence(userIds),
    loadUsers: (userIds) => profiles.load(userIds),
    ...history,
    ...createChatActions({ store, rest }),
  };
  return client;
}

/** Wires the parts: each knows only what it is handed. */
function assemble(options: ClientOptions) {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const baseUrl = options.baseUrl ?? globalThis.location.origin;
  const rest = createRestClient({ baseUrl, token: options.token, ...(options.fetch && { fetch: options.fetch }) });
  const store = createStore(initialState(clock.now(), options.me ?? null), clock);
  const deliveries = createDeliveries();
  const messageListeners = new Set<(change: MessageChange) => void>();
  const profiles = createProfiles({ store, rest });

  const connection = createConnection({
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    clock,
    random,
    findUrl: () => findSocketUrl(baseUrl, options.token === undefined ? null : rest),
    checkSession: () => rest.me(),
    onEvent: (event) => session.receive(event),
    onState(state) {
      store.batch(() => {
        store.update((known) => setConnection(known, state));
        if (state.status !== 'live') outbox.goOffline();
      });
      if (state.status === 'live' && !store.get().me) fetchMe(store, rest).catch(() => undefined);
    },
  });
  const outbox = createOutbox({
    storage: options.storage ?? memoryOutboxStorage(),
    clock,
    random,
    transmit: ({ chatId, clientId, content }) => connection.send({ type: 'send', chatId, clientId, content }),
    changed: (pending) => store.update((state) => applyPending(state, pending)),
    failed: (clientId, error) => deliveries.reject(clientId, error),
  });
  const send = (command: Command) => connection.send(command);
  const interests = createInterests({ store, clock, send });
  const readMarks = createReadMarks({ store, clock, send });
  const typingExpiry = createTypingExpiry({ store, clock });
  const history = createHistory({ store, rest, received: (messages) => session.settle(messages) });
  const session = createSession({
    store,
    clock,
    rest,
    connection,
    outbox,
    deliveries,
    interests,
    readMarks,
    profiles,
    typingExpiry,
    loadNewest: (chatId) => history.loadNewest(chatId),
    tellMessages(changes) {
      for (const change of changes) for (const listener of messageListeners) listener(change);
    },
  });
  return {
    rest,
    store,
    deliveries,
    messageListeners,
    profiles,
    connection,
    outbox,
    interests,
    readMarks,
    typingExpiry,
    history,
    session,
  };
}

/** The standard WebSocket can't carry a token: a ticket, good for one use, stands in for it. */
async function findSocketUrl(baseUrl: string, rest: Pick<RestClient, 'wsTicket'> | null): Promise<string> {
  const url = `${baseUrl.replace(/^http/, 'ws').replace(/\/+$/, '')}/api/ws`;
  if (!rest) return url;
  const { ticket } = await rest.wsTicket();
  return `${url}?ticket=${encodeURIComponent(ticket)}`;
}

async function fetchMe(store: Store, rest: Pick<RestClient, 'me'>): Promise<void> {
  const me = await rest.me();
  store.update((state) => setMe(state, me));
}
