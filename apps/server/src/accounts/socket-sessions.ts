import type { Bus } from '../bus/bus.ts';
import type { Feature } from '../feature.ts';
import type { Connection } from '../realtime/connection.ts';
import type { Caller } from '../http/index.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Place } from '../place/index.ts';
import { recheckEveryMsWithManyNodes } from '../realtime/rounds.ts';
import { sessionsEnded, sessionsStale } from './account-events.ts';
import type { Accounts } from './accounts.ts';

const recheckEveryMs = 30_000;

interface SocketSessions {
  accounts: Accounts;
  bus: Bus;
  hub: Hub;
  place: Place;
  onError: (error: unknown) => void;
}

/** Sockets end with the sessions that they were opened for (D19). */
export function socketSessions({ accounts, bus, hub, place, onError }: SocketSessions): Feature {
  const everyMs = bus.onEventsLost ? recheckEveryMsWithManyNodes : recheckEveryMs;
  // It may want a second factor of people who are connected.
  const stop = place.onChanged(() => void closeUnfit(accounts, hub.connections).catch(onError));
  return {
    name: 'accounts',
    offers: ['second-factor'],
    close: stop,
    hears: {
      nodes: [
        sessionsEnded.on(({ userId, sessionIds }) => hub.closeSessions(userId, sessionIds, 'sessionEnded')),
        sessionsStale.on(({ userId }) => void closeEnded(accounts, hub.connectionsOf(userId)).catch(onError)),
      ],
    },
    reactions: { connected: (connection) => void closeIfEnded(accounts, connection, onError) },
    rounds: [{ everyMs, run: () => closeEnded(accounts, hub.connections) }],
  };
}

/** It may have ended between the check and the upgrade, when there was no connection yet that could be closed (A4). */
async function closeIfEnded(
  accounts: Accounts,
  connection: Connection,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    const caller = await accounts.liveCaller(connection);
    closeUnless(connection, caller);
  } catch (error) {
    onError(error);
    connection.close('internal');
  }
}

/** Finds sessions that expired, or whose end no bus told of, and people who are something else in the place than they were. */
async function closeEnded(accounts: Accounts, all: Iterable<Connection>): Promise<void> {
  const bySession = Map.groupBy(all, ({ userId, sessionId }) => `${userId} ${sessionId}`);
  const checks = [...bySession.values()].map(async (connections) => {
    const [first] = connections;
    if (!first) return;
    const caller = await accounts.liveCaller({ userId: first.userId, sessionId: first.sessionId }, { anew: true });
    for (const connection of connections) closeUnless(connection, caller);
  });
  await Promise.all(checks);
}

/** Those of people who have to do something else first by now. */
async function closeUnfit(accounts: Accounts, all: Iterable<Connection>): Promise<void> {
  const checks = [...all].map(async (connection) => closeUnless(connection, await accounts.liveCaller(connection)));
  await Promise.all(checks);
}

/** What a socket was told, and what it may say, was decided when it was opened: whoever has another role by now connects anew. */
function closeUnless(connection: Connection, caller: Caller | null): void {
  if (!caller || caller.restricted !== null) connection.close('sessionEnded');
  else if (caller.role !== connection.role) connection.close('goingAway');
}
