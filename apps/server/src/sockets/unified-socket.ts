import { commandNeeds, pingCommandSchema } from '@confab/protocol';
import { openSocket } from '@confab/protocol/connection/paths';
import { routeOf } from '@confab/protocol/path';
import { ApiError } from '../http/index.ts';
import type { SocketEndpoint } from '../realtime/upgrade.ts';
import { commandTable } from './command-table.ts';
import { defineCommand } from './socket-command.ts';
import type { SocketContext } from './socket-context.ts';
import type { SocketFeature } from './socket-feature.ts';
import { serveSocket, type FrameHandler } from './socket-session.ts';

const ping = defineCommand({ schema: pingCommandSchema, handle: (connection) => connection.send({ type: 'pong' }) });

/** `WS /api/ws`: one connection for everything that a client follows. */
export function unifiedSocket(context: SocketContext, features: readonly SocketFeature[]): SocketEndpoint {
  const { clock, hub, reactions, onError } = context;
  const commands = commandTable('commands', features, [ping]);
  const offers = features.flatMap((feature) => feature.offers ?? []);
  const handler: FrameHandler = {
    endpoint: 'unified',
    needs: commandNeeds,
    find: (type) => commands.get(type),
    run(connection, command) {
      reactions.said(connection, command.type);
      return command.run(connection).catch((error: unknown) => {
        // The client holds a chat that it is not in: no stream told it that it left, for none had told it that it came.
        const { chatId } = command.place;
        const isForeign = error instanceof ApiError && error.code === 'not-found';
        if (isForeign && chatId !== undefined) reactions.memberGone(chatId, [connection]);
        throw error;
      });
    },
  };
  return {
    match: (pathname) => (pathname === routeOf(openSocket) ? {} : null),
    authorize: () => null,
    accept(accepted) {
      const connection = serveSocket(context, accepted, handler);
      connection.send({
        type: 'welcome',
        connectionId: connection.id,
        userId: connection.userId,
        epoch: context.epoch,
        serverTime: new Date(clock.wallNow()).toISOString(),
        commandRate: context.limits.commands,
        features: offers,
      });
      hub.add(connection).catch((error: unknown) => {
        onError(error);
        connection.close('internal');
      });
    },
  };
}
