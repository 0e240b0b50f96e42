import type { IncomingHttpHeaders } from 'node:http';
import type { Bus } from '../bus/bus.ts';
import type { SharedSets } from '../bus/shared-sets.ts';
import type { Admission } from '../realtime/admission.ts';
import type { Clock } from '../realtime/clock.ts';
import type { ConnectionLimits } from '../realtime/connection.ts';
import type { Hub } from '../realtime/hub.ts';
import type { ReactionList } from '../realtime/reactions.ts';
import type { Tick } from '../realtime/tick.ts';
import type { UserPace } from '../realtime/user-pace.ts';
import type { Caller, Permits } from '../http/index.ts';

/** What the sockets stand on. */
export interface SocketContext {
  /** Of the database: see `welcome`. */
  epoch: string;
  bus: Bus;
  /** After they were away, whoever is here is told anew. */
  sharedSets: Pick<SharedSets, 'onRestored'>;
  hub: Hub;
  tick: Tick;
  clock: Clock;
  reactions: ReactionList;
  /** Who wants to connect. */
  callers: SocketCallers;
  /** Whether a role has what a command needs. */
  permits: Permits;
  /** Who may have a socket of one chat. */
  membership: SocketMembership;
  limits: ConnectionLimits;
  pace: UserPace;
  /** Those who ask to connect and are not in memory. */
  upgrades: Admission;
  onError: (error: unknown) => void;
}

interface SocketCallers {
  known(headers: IncomingHttpHeaders): Caller | null;
  authenticate(headers: IncomingHttpHeaders): Caller | null | Promise<Caller | null>;
  redeemTicket(ticket: string): Promise<Caller | null>;
}

interface SocketMembership {
  isMember(chatId: string, userId: string): Promise<boolean>;
}
