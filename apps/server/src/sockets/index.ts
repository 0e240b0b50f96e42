import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { BusEvent } from '../bus/bus.ts';
import { handleUpgrades, type SocketEndpoint, type SocketRefusal, type SocketUser } from '../realtime/upgrade.ts';
import { chatSocket } from './chat-socket.ts';
import { dropMember, findMissedRemovals, followAll, followMissedChats } from './follow-chat.ts';
import { tellPositions } from './read-positions.ts';
import type { SocketContext } from './socket-context.ts';
import { unifiedSocket } from './unified-socket.ts';

export { OpenChats } from './open-chats.ts';
export { PresenceWatch } from './presence-watch.ts';
export { RecentWall } from './recent-wall.ts';
export { createResumes } from './resumes.ts';
export type { SocketContext } from './socket-context.ts';

/** Clients of a node that stops leave this far apart where there is time: others take them on beside their own work. */
const apartMs = 5;
const tooMany: SocketRefusal = {
  code: 'rate-limited',
  detail: 'You have too many connections open. Close some, then try again.',
};
const sweepEveryMs = 5_000;
const recoverAfterMs = 1_000;
const compareEveryMs = 3_000;
const recheckSessionsEveryMs = 30_000;
/** Where events can be lost, whoever was removed or logged out on another node is found within a second (D19). */
const recheckEveryMsWithManyNodes = 800;

export interface SocketOptions {
  /** Whether the page that asks may connect. */
  allowsOrigin(headers: IncomingHttpHeaders): boolean;
  /** Offer compression to clients that ask for it: less traffic, more CPU. */
  compress: boolean;
  /** Answers null, or why this address may not connect now. */
  admit(request: IncomingMessage): SocketRefusal | null;
}

export interface Sockets {
  endpoints: readonly SocketEndpoint[];
  /** Starts answering upgrade requests. */
  listen(server: Server): void;
  /** Tells clients to leave, over half of the time; resolves when all have gone or it is over, and who stays is cut off. */
  drain(withinMs: number): Promise<void>;
  close(): void;
}

export async function createSockets(context: SocketContext, options: SocketOptions): Promise<Sockets> {
  const { hub, clock, bus, onError, accounts } = context;
  const endpoints = [unifiedSocket(context), chatSocket(context)];
  hub.listen({
    userEvent: (userId, event) => hearUserEvent(context, userId, event),
    chatEvent: (chatId, event) => context.openChats.hear(chatId, event),
    memberGone: (chatId, connections) => dropMember(context, chatId, connections),
    memberAdded: (chatId, connections) => followAll(context, chatId, connections),
  });
  const unsubscribe = await bus.subscribe('nodes', (event) => {
    if (event.type === 'sessions-ended') hub.closeSessions(event.userId, event.sessionIds, 'sessionEnded');
  });

  let isClosed = false;
  const recover = recoverer(context, () => isClosed);
  bus.onEventsLost?.(recover);
  context.sharedSets.onRestored?.(recover);
  const recheckEveryMs = bus.onEventsLost ? recheckEveryMsWithManyNodes : undefined;
  const stops = [
    repeat(context, sweepEveryMs, () => {
      hub.sweep(clock.monotonicNow());
      context.pace.sweep(clock.monotonicNow());
      context.descriptions.sweep();
    }),
    repeat(context, compareEveryMs, () => hub.compareWithLog()),
    ...(recheckEveryMs === undefined ? [] : [repeat(context, recheckEveryMs, () => findMissedRemovals(context))]),
    repeat(context, compareEveryMs, () => followMissedChats(context)),
    repeat(context, recheckEveryMs ?? recheckSessionsEveryMs, () => closeEndedSessions(context)),
    unsubscribe,
  ];
  let upgrades: { close(): void } | undefined;
  return {
    endpoints,
    listen(server) {
      upgrades = handleUpgrades(server, {
        endpoints,
        ...options,
        onError,
        admitUser: ({ userId }) =>
          hub.connectionsOf(userId).size < context.limits.connectionsPerUser ? null : tooMany,
        authenticate: (request, ticket) => context.upgrades.run(() => authenticate(accounts, request, ticket)),
      });
    },
    async drain(withinMs) {
      upgrades?.close();
      hub.drain(Math.min(withinMs / 2, hub.connections.size * apartMs), clock);
      const deadline = clock.monotonicNow() + withinMs;
      while (hub.socketCount > 0 && clock.monotonicNow() < deadline) {
        await new Promise<void>((resolve) => void setTimeout(resolve, 20));
      }
      hub.terminateAll();
    },
    close() {
      isClosed = true;
      for (const stop of stops) stop();
    },
  };
}

async function authenticate(
  accounts: SocketContext['accounts'],
  request: IncomingMessage,
  ticket: string | null,
): Promise<SocketUser | null> {
  return ticket === null ? accounts.authenticate(request.headers) : accounts.redeemTicket(ticket);
}

function hearUserEvent(context: SocketContext, userId: string, event: BusEvent): void {
  const { hub } = context;
  if (event.type === 'read') {
    hub.sendToUser(userId, event);
  } else if (event.type === 'chat-joined') {
    followAll(context, event.chatId, [...hub.connectionsOf(userId)]);
  }
}

/**
 * Looks up all that the bus may have kept from the clients here; at most once a second, however often it is asked to, and
 * again where the database did not answer.
 */
function recoverer(context: SocketContext, isClosed: () => boolean): () => void {
  const { hub, clock, onError } = context;
  let isDue = false;
  const recover = async (): Promise<void> => {
    isDue = false;
    await hub.compareWithLog();
    await followMissedChats(context);
    await tellPositions(context);
    // Comings and goings that were not heard of, here or of this node elsewhere.
    const connections = [...hub.connections];
    for (const connection of connections) context.openChats.tellAgain(connection);
    await Promise.all(connections.map((connection) => context.presenceWatch.tellAgain(connection)));
  };
  const recoverSoon = (): void => {
    if (isDue || isClosed()) return;
    isDue = true;
    clock.after(recoverAfterMs, () => {
      recover().catch((error: unknown) => {
        onError(error);
        recoverSoon();
      });
    });
  };
  return recoverSoon;
}

/** Finds sessions that expired, or whose end no bus told of. */
async function closeEndedSessions({ hub, accounts }: SocketContext): Promise<void> {
  const bySession = Map.groupBy(hub.connections, ({ userId, sessionId }) => `${userId} ${sessionId}`);
  const checks = [...bySession.values()].map(async (connections) => {
    const [first] = connections;
    if (!first || (await accounts.isLive({ userId: first.userId, sessionId: first.sessionId }, { anew: true }))) return;
    for (const connection of connections) connection.close('sessionEnded');
  });
  await Promise.all(checks);
}

/** Runs the task again and again, never twice at once; an error does not end it. Call the result to stop. */
function repeat({ clock, onError }: SocketContext, everyMs: number, task: () => void | Promise<void>): () => void {
  let stopped = false;
  let cancel = (): void => {};
  const next = (): void => {
    cancel = clock.after(everyMs, () => {
      Promise.resolve()
        .then(task)
        .catch(onError)
        .finally(() => {
          if (!stopped) next();
        });
    });
  };
  next();
  return () => {
    stopped = true;
    cancel();
  };
}
