import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { listenAndAnnounce } from './announce.ts';
import { makeMessage, parseSent } from './message.ts';

/** `ws` as its own documentation shows a broadcast: one `send()` per client. */
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const json = JSON.stringify({ type: 'message', message: makeMessage(parseSent(data.toString())) });
    for (const client of sockets.clients) if (client.readyState === client.OPEN) client.send(json);
  });
});

listenAndAnnounce(server);
