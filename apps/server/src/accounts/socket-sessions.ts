import type { Bus } from '../bus/bus.ts';
import type { Feature } from '../feature.ts';
import type { Connection } from '../realtime/connection.ts';
import type { Hub } from '../realtime/hub.ts';
import { recheckEveryMsWithManyNodes } from '../realtime/rounds.ts';
import { sessionsEnded } from './account-events.ts';
import type { Accounts } from './accounts.ts';

const recheckEveryMs = 30_000;

interface SocketSessions {
  accounts: Accounts;
  bus: Bus;
  hub: Hub;
  onError: (error: unknown) => void;
}

/** Sockets end with the sessions that they were opened for (D19). */
export function socketSessions({ accounts, bus, hub, onError }: SocketSessions): Feature {
  const everyMs = bus.onEventsLost ? recheckEveryMsWithManyNodes : recheckEveryMs;
  return {
    name: 'accounts',
    hears: {
      nodes: [sessionsEnded.on(({ userId, sessionIds }) => hub.closeSessions(userId, sessionIds, 'sessionEnded'))],
    },
    reactions: { connected: (connection) => void closeIfEnded(accounts, connection, onError) },
    rounds: [{ everyMs, run: () => closeEnded(accounts, hub) }],
  };
}

/** It may have ended between the check and the upgrade, when there was no connection yet that could be closed (A4). */
async function closeIfEnded(
  accounts: Accounts,
  connection: Connection,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    if (!(await accounts.isLive(connection))) connection.close('sessionEnded');
  } catch (error) {
    onError(error);
    connection.close('internal');
  }
}

/** Finds sessions that expired, or whose end no bus told of. */
async function closeEnded(accounts: Accounts, hub: Hub): Promise<void> {
  const bySession = Map.groupBy(hub.connections, ({ userId, sessionId }) => `${userId} ${sessionId}`);
  const checks = [...bySession.values()].map(async (connections) => {
    const [first] = connections;
    if (!first || (await accounts.isLive({ userId: first.userId, sessionId: first.sessionId }, { anew: true }))) return;
    for (const connection of connections) connection.close('sessionEnded');
  });
  await Promise.all(checks);
}
