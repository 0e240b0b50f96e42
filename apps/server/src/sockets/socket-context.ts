import type { Accounts } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { SharedSets } from '../bus/shared-sets.ts';
import type { ChatAccess, ChatContext, DescriptionPace } from '../chats/index.ts';
import type { ActiveUsers, OnlineUsers } from '../presence/index.ts';
import type { ReadPositions } from '../read-state/index.ts';
import type { Admission } from '../realtime/admission.ts';
import type { Clock } from '../realtime/clock.ts';
import type { ConnectionLimits } from '../realtime/connection.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Tick } from '../realtime/tick.ts';
import type { UserPace } from '../realtime/user-pace.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Storage } from '../storage/storage.ts';
import type { OpenChats } from './open-chats.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { RecentWall } from './recent-wall.ts';
import type { Resumes } from './resumes.ts';

/** What the sockets' commands work with. */
export interface SocketContext {
  storage: Storage;
  bus: Bus;
  accounts: Accounts;
  access: ChatAccess;
  chats: ChatContext;
  writer: LogWriter;
  positions: ReadPositions;
  /** Where the two that follow are kept. */
  sharedSets: Pick<SharedSets, 'onRestored'>;
  activeUsers: ActiveUsers;
  onlineUsers: OnlineUsers;
  hub: Hub;
  tick: Tick;
  clock: Clock;
  /** What changes are stamped with, in milliseconds since 1970. */
  stampNow: () => number;
  recentWall: RecentWall;
  openChats: OpenChats;
  presenceWatch: PresenceWatch;
  limits: ConnectionLimits;
  pace: UserPace;
  descriptions: DescriptionPace;
  /** Who asks to connect. */
  upgrades: Admission;
  resumes: Resumes;
  onError: (error: unknown) => void;
}
