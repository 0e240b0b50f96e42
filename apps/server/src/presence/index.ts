import { type Accounts, privacyChanged } from '../accounts/index.ts';
import type { Bus } from '../bus/bus.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import type { Place } from '../place/index.ts';
import type { Clock } from '../realtime/clock.ts';
import { membersChanged } from '../log/members-changed.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Storage } from '../storage/storage.ts';
import { activeRoutes } from './active-routes.ts';
import type { ActiveUsers } from './active-users.ts';
import { attentionSweepMs, type AttentiveUsers, signsOfAttention } from './attentive-users.ts';
import type { LastSeen } from './last-seen.ts';
import type { OnlineUsers } from './online-users.ts';
import type { OpenChats } from './open-chats.ts';
import { presenceCommands } from './presence-commands.ts';
import { activeChanged } from './presence-events.ts';
import { PresenceWatch } from './presence-watch.ts';

export { ActiveUsers } from './active-users.ts';
export { AttentiveUsers } from './attentive-users.ts';
export { LastSeen } from './last-seen.ts';
export { OnlineUsers } from './online-users.ts';
export { OpenChats } from './open-chats.ts';

export interface PresenceContext {
  storage: Storage;
  accounts: Accounts;
  access: ChatAccess;
  place: Pick<Place, 'onChanged'>;
  bus: Bus;
  clock: Clock;
  hub: Hub;
  lastSeen: LastSeen;
  onlineUsers: OnlineUsers;
  activeUsers: ActiveUsers;
  attentiveUsers: AttentiveUsers;
  openChats: OpenChats;
  onError: (error: unknown) => void;
}

/** Who is online, and who has which chat open (D22). */
export function presence(context: PresenceContext): Feature {
  const { attentiveUsers, hub, lastSeen, onlineUsers, openChats, place } = context;
  const watch = new PresenceWatch(context);
  const stopLooking = place.onChanged(() => watch.sightChanged());
  return {
    name: 'presence',
    offers: ['profiles', 'custom-status'],
    routes: activeRoutes(context),
    commands: presenceCommands({ ...context, watch }),
    hears: {
      // Who hides when they were last seen is not told it of others: their own connections are told anew.
      nodes: [
        membersChanged.on(({ chatId }) =>
          watch.membersChanged((connection) => hub.channel(chatId)?.isFollowedBy(connection) === true),
        ),
        privacyChanged.on(({ userId }) => {
          for (const connection of hub.connectionsOf(userId)) watch.tellAgain(connection).catch(context.onError);
        }),
      ],
      chat: [activeChanged.on((_event, chatId) => openChats.changed(chatId))],
    },
    rounds: [{ everyMs: attentionSweepMs, run: () => attentiveUsers.sweep() }],
    reactions: {
      said({ userId }, type) {
        if (signsOfAttention.has(type)) attentiveUsers.noticed(userId);
      },
      connected: ({ userId }) => onlineUsers.connected(userId),
      joined: (connection, chatId) => openChats.open(chatId, connection),
      async recovered(connection) {
        openChats.tellAgain(connection);
        await watch.tellAgain(connection);
      },
      async eventsLost() {
        // Comings and goings that were not heard of, here or of this node elsewhere.
        const connections = [...hub.connections];
        for (const connection of connections) openChats.tellAgain(connection);
        await Promise.all(connections.map((connection) => watch.tellAgain(connection)));
      },
      resumed({ connection, memberOf }) {
        // Removed while it was on no stream that would have told.
        for (const door of openChats.doorsOf(connection)) {
          if (memberOf.has(door) || hub.channel(door)?.isFollowedBy(connection)) continue;
          openChats.closeBehind(door, connection);
        }
      },
      left(connection, chatId) {
        openChats.closeBehind(chatId, connection);
        watch.membersChanged((guest) => guest === connection);
      },
      closed(connection) {
        openChats.closeAll(connection);
        watch.unwatch(connection);
        onlineUsers.disconnected(connection.userId);
        if (hub.connectionsOf(connection.userId).size === 0) attentiveUsers.left(connection.userId);
      },
    },
    async close() {
      stopLooking();
      await onlineUsers.untilTold();
      await lastSeen.close();
    },
  };
}
