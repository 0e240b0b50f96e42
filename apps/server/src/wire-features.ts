import type { Logger } from 'pino';
import type { Accounts } from './accounts/index.ts';
import type { Bus } from './bus/bus.ts';
import type { RateStore } from './bus/rate-store.ts';
import type { SharedSets } from './bus/shared-sets.ts';
import { chatRoutes, createChatAccess, type ChatContext, DescriptionPace, HourlyAllowance } from './chats/index.ts';
import type { Routes } from './http/index.ts';
import { createLogWriter, type LogWriter } from './log/log-writer.ts';
import { createStampClock } from './log/stamp-clock.ts';
import { messageRoutes } from './messages/index.ts';
import { ActiveUsers, activeRoutes, LastSeen, OnlineUsers } from './presence/index.ts';
import { ReadPositions, readRoutes } from './read-state/index.ts';
import { Admission } from './realtime/admission.ts';
import type { Clock } from './realtime/clock.ts';
import type { ConnectionLimits } from './realtime/connection.ts';
import { Hub } from './realtime/hub.ts';
import { PersonTurns } from './realtime/person-turns.ts';
import { Tick } from './realtime/tick.ts';
import { UserPace } from './realtime/user-pace.ts';
import {
  createResumes,
  createSockets,
  OpenChats,
  PresenceWatch,
  RecentWall,
  type SocketContext,
  type SocketOptions,
  type Sockets,
} from './sockets/index.ts';
import type { Storage } from './storage/storage.ts';

/** Enough to keep the database busy, few enough for a turn of the event loop to stay short. */
const admittedAtOnce = 16;

export interface FeatureParts {
  storage: Storage;
  bus: Bus;
  sharedSets: SharedSets;
  logger: Logger;
  clock: Clock;
  connectionLimits: ConnectionLimits;
  /** Where limits are counted that all nodes share; null: there are none. */
  rates: RateStore | null;
  sockets: SocketOptions;
  /** Accounts come last: they need to know who is online. */
  createAccounts(whoIsOnline: (userIds: readonly string[]) => Promise<Set<string>>): Promise<Accounts>;
  /** Runs a task at the end of this turn of the event loop. The simulation brings its own. */
  schedule?: (task: () => void) => void;
  observe?: Parameters<typeof createLogWriter>[0]['observe'];
}

export interface Features {
  accounts: Accounts;
  routes: readonly Routes[];
  sockets: Sockets;
  /** What the operations of the features work with. */
  context: SocketContext;
  hub: Hub;
  writer: LogWriter;
  /** After the sockets were drained: finishes what waits to be written. */
  close(): Promise<void>;
}

/** Pages of history that are read for one person at once: the readers are kept busy, and others wait some 3 ms. */
const historiesAtOnce = 16;

/** Puts the chat features together: who knows whom is written here and nowhere else. */
export async function wireFeatures(parts: FeatureParts): Promise<Features> {
  const { storage, bus, sharedSets: sets, clock, logger, schedule = setImmediate } = parts;
  const onError = (error: unknown): void => logger.error({ err: error }, 'a live update failed');
  const writer = createLogWriter({ log: storage.log, bus, schedule, ...(parts.observe && { observe: parts.observe }) });
  const stampNow = createStampClock(clock);
  const descriptions = new DescriptionPace(new UserPace(parts.connectionLimits.descriptionsPerUser), {
    clock,
    schedule,
  });
  const allowance = new HourlyAllowance(parts.rates);
  const access = await createChatAccess(storage, bus, () => clock.monotonicNow());
  const positions = new ReadPositions({ log: storage.log, bus, schedule });
  const lastSeen = new LastSeen({ db: storage.db, bus, clock, onError });
  const onlineUsers = new OnlineUsers({ sets, bus, lastSeen, onError });
  const activeUsers = new ActiveUsers({ sets, bus, onError });
  const accounts = await parts.createAccounts((userIds) => onlineUsers.whoIsOnline(userIds));
  const chats: ChatContext = { storage, bus, accounts, writer, access, descriptions, allowance, stampNow };
  const tick = new Tick(schedule);
  const hub = new Hub({ log: storage.log, bus, tick, clock, onError });
  const context: SocketContext = {
    storage,
    bus,
    accounts,
    access,
    chats,
    writer,
    positions,
    sharedSets: sets,
    activeUsers,
    onlineUsers,
    hub,
    tick,
    clock,
    stampNow,
    recentWall: new RecentWall(clock),
    onError,
    openChats: new OpenChats({ accounts, activeUsers, clock, onError }),
    presenceWatch: new PresenceWatch({ accounts, bus, clock, onError }),
    limits: parts.connectionLimits,
    descriptions,
    pace: new UserPace(parts.connectionLimits.commandsPerUser),
    upgrades: new Admission({ max: admittedAtOnce, clock, schedule }),
    resumes: createResumes(storage, { max: admittedAtOnce, clock, schedule }),
  };
  const sockets = await createSockets(context, parts.sockets);
  return {
    accounts,
    routes: [
      chatRoutes(chats),
      messageRoutes({
        access,
        writer,
        log: storage.log,
        stampNow,
        histories: new PersonTurns({ clock, schedule, max: historiesAtOnce }),
      }),
      readRoutes(positions),
      activeRoutes({ access, accounts, activeUsers }),
    ],
    sockets,
    context,
    hub,
    writer,
    async close() {
      sockets.close();
      await writer.close();
      await positions.close();
      await onlineUsers.untilTold();
      await lastSeen.close();
    },
  };
}
