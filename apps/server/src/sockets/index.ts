import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import { hear } from '../bus/bus-event.ts';
import { type Caller, judge } from '../http/index.ts';
import { compareEveryMs, startRounds, sweepEveryMs, type Round } from '../realtime/rounds.ts';
import { Slices } from '../realtime/slices.ts';
import {
  handleUpgrades,
  type SocketEndpoint,
  type SocketRefusal,
  type SocketUser,
  type UpgradeOptions,
} from '../realtime/upgrade.ts';
import { chatSocket } from './chat-socket.ts';
import { createRecovery } from './recovery.ts';
import type { SocketContext } from './socket-context.ts';
import type { SocketFeature } from './socket-feature.ts';
import { unifiedSocket } from './unified-socket.ts';

export { defineChatCommand, defineCommand } from './socket-command.ts';
export type { SocketContext } from './socket-context.ts';
export type { SocketFeature } from './socket-feature.ts';

/** Clients of a node that stops leave this far apart where there is time: others take them on beside their own work. */
const apartMs = 5;
const tooMany: SocketRefusal = {
  code: 'rate-limited',
  detail: 'You have too many connections open. Close some, then try again.',
};
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

/** The sockets, with all that the features say and hear on them. */
export async function createSockets(
  context: SocketContext,
  features: readonly SocketFeature[],
  options: SocketOptions,
): Promise<Sockets> {
  const { hub, clock, bus, reactions, onError } = context;
  const endpoints = [unifiedSocket(context, features), chatSocket(context, features)];
  const heard = (topic: 'nodes' | 'chat' | 'user'): ReturnType<typeof hear> =>
    hear(...features.flatMap(({ hears }) => hears?.[topic] ?? []));
  for (const feature of features) if (feature.reactions) reactions.add(feature.reactions);
  hub.listen({
    userEvent: heard('user'),
    chatEvent: heard('chat'),
    memberGone: (chatId, connections) => reactions.memberGone(chatId, connections),
    memberAdded: (chatId, connections) => reactions.memberAdded(chatId, connections),
    left: (connection, chatId) => reactions.left(connection, chatId),
  });
  const unsubscribe = await bus.subscribe('nodes', heard('nodes'));
  let isClosed = false;
  const recover = createRecovery(context, () => isClosed);
  bus.onEventsLost?.(recover);
  context.sharedSets.onRestored?.(recover);
  const stopRounds = startRounds(
    [...ownRounds(context), ...features.flatMap(({ rounds = [] }) => rounds)],
    clock,
    onError,
  );
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
        authenticate: (request, ticket) => authenticate(context, request, ticket),
        slices: new Slices({ now: clock.monotonicNow }),
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
      stopRounds();
      unsubscribe();
    },
  };
}

function ownRounds({ hub, clock, pace }: SocketContext): Round[] {
  return [
    {
      everyMs: sweepEveryMs,
      run() {
        hub.sweep(clock.monotonicNow());
        pace.sweep(clock.monotonicNow());
      },
    },
    { everyMs: compareEveryMs, run: () => hub.compareWithLog() },
  ];
}

/** Whoever is in memory is asked for at once: those who come back after a moment, in a crowd. */
function authenticate(
  context: SocketContext,
  request: IncomingMessage,
  ticket: string | null,
): ReturnType<UpgradeOptions['authenticate']> {
  const { callers, upgrades } = context;
  const known = ticket === null ? callers.known(request.headers) : null;
  if (known) return judged(context, known);
  return upgrades.run(async () => {
    const caller = await (ticket === null ? callers.authenticate(request.headers) : callers.redeemTicket(ticket));
    return caller && judged(context, caller);
  });
}

function judged({ permits }: SocketContext, caller: Caller): SocketUser | SocketRefusal {
  return judge(caller, {}, permits) ?? caller;
}
