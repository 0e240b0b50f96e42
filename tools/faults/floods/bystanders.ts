import { once } from 'node:events';
import { serverEventSchema } from '@confab/protocol';
import { WebSocket } from 'ws';
import { Histogram } from '../../../bench/measure/histogram.ts';
import { type Account, bearerOf, startDirectChat } from './accounts.ts';

const sendEveryMs = 25;
const readEveryMs = 100;
/** A bystander gives a stuck request up after this long, and counts it as unanswered. */
const patienceMs = 45_000;

/** What two people who talk, and a stranger who asks whether the server lives, feel of a flood. Times in microseconds. */
export interface Felt {
  delivered: Histogram;
  read: Histogram;
  unanswered: number;
}

/** Starts two people talking; the answer ends it and says what they felt. */
export async function watchBystanders(url: string, [ada, bob]: readonly [Account, Account]) {
  const chatId = await startDirectChat(url, ada, bob);
  const felt: Felt = { delivered: new Histogram(), read: new Histogram(), unanswered: 0 };
  const speaker = await openLive(url, ada);
  const listener = await openLive(url, bob);
  const sentAt = new Map<string, number>();
  listener.on('message', (data: Buffer) => {
    const event = serverEventSchema.parse(JSON.parse(data.toString('utf8')));
    if (event.type !== 'message' || event.message.clientId === null) return;
    const at = sentAt.get(event.message.clientId);
    if (at === undefined) return;
    sentAt.delete(event.message.clientId);
    felt.delivered.record((performance.now() - at) * 1_000);
  });
  const sending = setInterval(() => {
    const clientId = crypto.randomUUID();
    sentAt.set(clientId, performance.now());
    speaker.send(JSON.stringify({ type: 'send', chatId, clientId, content: 'still here' }));
  }, sendEveryMs);
  const reading = setInterval(() => void readOnce(url, ada, felt), readEveryMs);
  return async function end(): Promise<Felt> {
    clearInterval(sending);
    clearInterval(reading);
    await untilAllCame(listener, sentAt);
    felt.unanswered += sentAt.size;
    speaker.terminate();
    listener.terminate();
    return felt;
  };
}

/** What is under way may still come; what was lost, or cut off with its connection, never does. */
async function untilAllCame(listener: WebSocket, sentAt: ReadonlyMap<string, number>): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  while (sentAt.size > 0 && !signal.aborted && listener.readyState === WebSocket.OPEN) {
    await Promise.race([once(listener, 'message', { signal }), once(listener, 'close', { signal })]).catch(() => {});
  }
}

async function readOnce(url: string, reader: Account, felt: Felt): Promise<void> {
  const startedAt = performance.now();
  try {
    const answer = await fetch(`${url}/api/auth/me`, {
      headers: bearerOf(reader),
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.arrayBuffer();
    if (!answer.ok) felt.unanswered += 1;
    else felt.read.record((performance.now() - startedAt) * 1_000);
  } catch {
    felt.unanswered += 1;
  }
}

async function openLive(url: string, account: Account): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/ws`, { headers: bearerOf(account) });
  await once(socket, 'open');
  socket.send('{"type":"resume","epoch":null,"cursors":{}}');
  for (;;) {
    const [data] = (await once(socket, 'message')) as [Buffer];
    if (data.toString('utf8').startsWith('{"type":"ready"')) return socket;
  }
}
