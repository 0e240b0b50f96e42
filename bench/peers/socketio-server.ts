import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { listenAndAnnounce } from './announce.ts';
import { makeMessage } from './message.ts';

/** Socket.IO as its tutorial builds a chat, over WebSocket alone. */
const server = createServer();
const io = new Server(server, { transports: ['websocket'] });

io.on('connection', (socket) => {
  socket.on('message', (sent: { clientId: string; content: string }) => {
    io.emit('message', makeMessage(sent));
  });
});

listenAndAnnounce(server);
