/** How to speak to one kind of server: everything about it that the load generator must know. */
export interface Dialect {
  upgrade(client: ClientPlace): { path: string; headers: Record<string, string> };
  /** Nothing to say after the upgrade: the connection is ready with it. */
  readyOnUpgrade: boolean;
  /** Takes a text frame that comes before the connection is ready. */
  greet(text: string, client: ClientPlace): { reply?: string; ready?: boolean };
  /** A frame whose payload has `byte` at `offset` carries a chat message: told without parsing JSON. */
  mark: { offset: number; byte: number };
  encodeSend(chatId: string, clientId: string, content: string): string;
  /** Heartbeats of the server that are ordinary text. */
  heartbeat?: { ask: string; answer: string };
}

/** One client to be: who it is and what it holds. */
export interface ClientPlace {
  userId: string;
  token: string;
  /** chatId -> rev up to which the client has everything. */
  cursors: Record<string, number>;
  /** Measures the latency of the messages it receives. */
  sampled: boolean;
}

export type DialectName = 'confab' | 'plain' | 'socketio' | 'tutorial';

const confab: Dialect = {
  upgrade: (client) => ({ path: '/api/ws', headers: { authorization: `Bearer ${client.token}` } }),
  readyOnUpgrade: false,
  greet(text, client) {
    if (text.startsWith('{"type":"welcome"')) {
      const epoch = /"epoch":"([^"]*)"/.exec(text)?.[1] ?? null;
      return { reply: JSON.stringify({ type: 'resume', epoch, cursors: client.cursors }) };
    }
    return { ready: text.startsWith('{"type":"ready"') };
  },
  // {"type":"message"
  mark: { offset: 9, byte: 'm'.charCodeAt(0) },
  encodeSend: (chatId, clientId, content) => JSON.stringify({ type: 'send', chatId, clientId, content }),
};

const plain: Dialect = {
  upgrade: () => ({ path: '/', headers: {} }),
  readyOnUpgrade: true,
  greet: () => ({ ready: true }),
  mark: confab.mark,
  encodeSend: (_chatId, clientId, content) => JSON.stringify({ type: 'message', clientId, content }),
};

const tutorial: Dialect = {
  ...plain,
  upgrade: (client) => ({ path: `/ws/${client.userId}`, headers: {} }),
};

// Engine.IO 4 over WebSocket alone: 0 open, 2 ping, 3 pong, 4 message; and Socket.IO in it: 40 connect, 42 event.
const socketio: Dialect = {
  upgrade: () => ({ path: '/socket.io/?EIO=4&transport=websocket', headers: {} }),
  readyOnUpgrade: false,
  greet(text) {
    if (text.startsWith('0')) return { reply: '40' };
    return { ready: text.startsWith('40') };
  },
  // 42["message"
  mark: { offset: 4, byte: 'm'.charCodeAt(0) },
  encodeSend: (_chatId, clientId, content) => `42${JSON.stringify(['message', { clientId, content }])}`,
  heartbeat: { ask: '2', answer: '3' },
};

export const dialects: Record<DialectName, Dialect> = { confab, plain, socketio, tutorial };
