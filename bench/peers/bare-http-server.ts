import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { type CannedAnswers, keyOf } from '../rest/canned.ts';
import { listenAndAnnounce } from './announce.ts';

/**
 * What Node's own HTTP can do at most: it looks at nothing but the address and who asks, and sends the bytes, headers included,
 * that Confab answered the same request with.
 */
const { bodies, answers } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as CannedAnswers;
const bytes = bodies.map((body) => Buffer.from(body, 'base64'));
const byKey = new Map(answers.map(({ key, ...answer }) => [key, answer]));

const handle: RequestListener = (request, response) => {
  const send = (): void => {
    const answer = byKey.get(keyOf(request.method ?? '', request.url ?? '', request.headers.authorization));
    if (answer) response.writeHead(answer.status, answer.headers).end(bytes[answer.body]);
    else response.writeHead(404, { 'content-length': 0 }).end();
  };
  // Whoever posts has it read, and thrown away.
  if (request.method === 'POST') request.on('end', send).resume();
  else send();
};

listenAndAnnounce(createServer({ keepAliveTimeout: 65_000 }, handle));
