import { createServer } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { listenAndAnnounce } from './announce.ts';
import { openDatabase } from './express-database.ts';

/** The works of `rest` as one would write them with Express and better-sqlite3: no cache, nothing left out, one process. */
const [file = '', webFolder = ''] = process.argv.slice(2);
const database = openDatabase(file);
const app = express();

interface User {
  id: string;
  name: string;
}

function logIn(request: Request, response: Response, next: NextFunction): void {
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const user = database.userOf(token);
  if (user) {
    response.locals['user'] = user;
    next();
  } else response.status(401).json({ title: 'Log in' });
}

function enter(request: Request, response: Response, next: NextFunction): void {
  if (database.isMember(String(request.params['id']), userOf(response).id)) next();
  else response.status(404).json({ title: 'No such chat' });
}

function userOf(response: Response): User {
  return response.locals['user'] as User;
}

app.get('/api/auth/me', logIn, (_request, response) => void response.json({ user: userOf(response) }));
app.get('/api/chats', logIn, (_request, response) => {
  response.json({ chats: database.rooms(userOf(response).id) });
});
app.get('/api/chats/:id/messages', logIn, enter, (request, response) => {
  const before = Number(request.query['before'] ?? Number.MAX_SAFE_INTEGER);
  const messages = database.page(String(request.params['id']), before, Number(request.query['limit'] ?? 50));
  response.json({ messages, hasMore: (messages[0]?.seq ?? 1) > 1 });
});
app.post('/api/chats/:id/messages', logIn, enter, express.json(), (request, response) => {
  const { clientId = null, content } = request.body as { clientId?: string | null; content?: unknown };
  if (typeof content !== 'string' || content.length === 0) {
    response.status(400).json({ title: 'Say something' });
    return;
  }
  const message = database.post({
    room_id: String(request.params['id']),
    sender_id: userOf(response).id,
    client_id: clientId,
    content,
    created_at: new Date().toISOString(),
  });
  response.status(201).json(message);
});

// Behind the routes: it would look on the disk for each of them.
app.use(express.static(webFolder, { index: 'visitor.html' }));

listenAndAnnounce(createServer({ keepAliveTimeout: 65_000 }, app));
