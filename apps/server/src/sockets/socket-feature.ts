import type { BusHandler } from '../bus/bus-event.ts';
import type { Reactions } from '../realtime/reactions.ts';
import type { Round } from '../realtime/rounds.ts';
import type { ChatSocketCommand, SocketCommand } from './socket-command.ts';

/** What a feature does on sockets, and for them. */
export interface SocketFeature {
  /** What `welcome` tells clients that they may ask for (D25). What the first version did is not named. */
  readonly offers?: readonly string[];
  readonly commands?: readonly SocketCommand[];
  readonly chatCommands?: readonly ChatSocketCommand[];
  /** Events of the bus: those to every node, of a chat that is followed here, of a person who is connected here. */
  readonly hears?: Readonly<Partial<Record<'nodes' | 'chat' | 'user', readonly BusHandler[]>>>;
  readonly reactions?: Reactions;
  readonly rounds?: readonly Round[];
}
