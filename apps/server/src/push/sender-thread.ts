import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { encrypt, pad } from './encrypt.ts';
import { createPoster } from './post.ts';
import type { SenderAnswer, SenderAsk, SenderSettings } from './sender-job.ts';
import { Vapid } from './vapid.ts';

// Keys for each push, and TLS: some tenths of a millisecond that nobody's message has to wait for.
const { keys, subject, reach } = workerData as SenderSettings;
takeWhatOthersLeave();
let now = 0;
const vapid = new Vapid(keys, subject, () => now);
const poster = createPoster(reach);

/** Where cores are few, sends go first. Linux has a priority for each thread; elsewhere it would be the whole process's. */
function takeWhatOthersLeave(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox may not let it: it is sent all the same.
  }
}

async function send({ id, push, timeoutMs, wallNow }: SenderAsk): Promise<SenderAnswer> {
  const { endpoint, p256dh, auth, payload, ttlSeconds, urgency, topic } = push;
  try {
    now = wallNow;
    const url = new URL(endpoint);
    const body = encrypt(pad(Buffer.from(payload)), {
      p256dh: Buffer.from(p256dh, 'base64url'),
      auth: Buffer.from(auth, 'base64url'),
    });
    const headers = {
      authorization: vapid.authorization(url.origin),
      'content-type': 'application/octet-stream',
      'content-encoding': 'aes128gcm',
      'content-length': body.length,
      ttl: ttlSeconds,
      urgency,
      ...(topic !== undefined && { topic }),
    };
    return { id, posted: await poster.post(url, { headers, body, timeoutMs }) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (asks: SenderAsk[] | 'close') => {
  if (asks === 'close') {
    poster.close();
    parentPort?.close();
    return;
  }
  for (const ask of asks) void send(ask).then(answer);
});

/** Those of one turn of the event loop go together. */
let answers: SenderAnswer[] = [];
function answer(one: SenderAnswer): void {
  answers.push(one);
  if (answers.length > 1) return;
  setImmediate(() => {
    parentPort?.postMessage(answers, []);
    answers = [];
  });
}
