import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message } from '@confab/protocol';
import { api, readHistory, register, startGroup, type Person } from '../api.ts';
import { processEnvironment } from '../process-environment.ts';
import { connectLive } from '../sockets.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface SigkillReport {
  rounds: number;
  acknowledged: number;
  /** Sent again after a kill because no answer had come; `found` of them were in the log already. */
  retried: number;
  found: number;
  messages: number;
  violations: string[];
}

interface Sender {
  person: Person;
  overSocket: boolean;
  /** Sent and not acknowledged, in order: sent again first with the same `clientId`. */
  pending: Map<string, string>;
}

/**
 * Starts the real process on one data folder again and again and kills it with SIGKILL in the middle of sends over REST
 * and sockets. After each restart: nothing that was acknowledged is missing, nothing is there twice, no place is empty.
 */
export async function runSigkillLoop(
  rounds: number,
  onRound: (round: number) => void = () => {},
): Promise<SigkillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-sigkill-'));
  const acknowledged = new Map<string, number>();
  const report: SigkillReport = { rounds: 0, acknowledged: 0, retried: 0, found: 0, messages: 0, violations: [] };
  try {
    let senders: Sender[] = [];
    let chatId = '';
    for (let round = 0; round <= rounds; round += 1) {
      const server = await start(folder);
      if (round === 0) ({ senders, chatId } = await populate(server.url));
      for (const sender of senders) sender.person.api = api(server.url, sender.person.token);
      const [first] = senders;
      if (!first) throw new Error('Nobody sends.');
      const log = await readHistory(first.person, chatId);
      check(log, acknowledged, report);
      const inLog = new Set(log.map((message) => message.clientId));
      for (const clientId of senders.flatMap(({ pending }) => [...pending.keys()])) {
        report.retried += 1;
        if (inLog.has(clientId)) report.found += 1;
      }
      if (round < rounds) {
        const enough = countdown(1 + Math.floor(Math.random() * 150));
        const work = senders.map((sender) => sendUntilCut(server.url, sender, { chatId, acknowledged, enough }));
        await Promise.race([enough.reached, Promise.all(work)]);
        // Anywhere in the batch after the last acknowledgement.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
        server.child.kill('SIGKILL');
        await Promise.allSettled([...work, once(server.child, 'exit')]);
      } else {
        server.child.kill('SIGKILL');
        await once(server.child, 'exit');
      }
      report.rounds = round;
      report.acknowledged = acknowledged.size;
      onRound(round);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return report;
}

async function start(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main], {
    env: { ...processEnvironment(), PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'info', RATE_LIMITS: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = Promise.withResolvers<string>();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4_000);
      const found = /Confab is at (\S+)/.exec(output)?.[1];
      if (found !== undefined) url.resolve(found);
    });
  }
  child.once('exit', () => url.reject(new Error(`The server ended before it served.\n${output}`)));
  return { child, url: await url.promise };
}

async function populate(url: string): Promise<{ senders: Sender[]; chatId: string }> {
  const people: Person[] = [];
  for (const name of ['ada', 'bob', 'cy', 'di']) people.push(await register(url, name));
  const [owner] = people;
  if (!owner) throw new Error('Nobody registered.');
  const { id } = await startGroup(owner, people.slice(1));
  const senders = people.map((person, index) => ({
    person,
    overSocket: index % 2 === 0,
    pending: new Map<string, string>(),
  }));
  return { senders, chatId: id };
}

interface Place {
  chatId: string;
  acknowledged: Map<string, number>;
  enough: Countdown;
}

interface Countdown {
  reached: Promise<void>;
  count(): void;
}

function countdown(from: number): Countdown {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = from;
  return {
    reached: promise,
    count() {
      left -= 1;
      if (left === 0) resolve();
    },
  };
}

/** First what was not acknowledged, then more and more; ends with the connection. */
async function sendUntilCut(url: string, sender: Sender, place: Place): Promise<void> {
  const waiting = [...sender.pending];
  const next = (): [clientId: string, content: string] => {
    const retry = waiting.shift();
    if (retry) return retry;
    const clientId = randomUUID();
    const content = `from ${sender.person.user.username} ${clientId}`;
    sender.pending.set(clientId, content);
    return [clientId, content];
  };
  const acknowledge = (clientId: string, seq: number): void => {
    place.acknowledged.set(clientId, seq);
    place.enough.count();
    sender.pending.delete(clientId);
  };
  if (sender.overSocket) return sendOverSocket(url, sender.person, { place, next, acknowledge });
  for (;;) {
    const [clientId, content] = next();
    const { seq } = await sender.person.api.must<Message>('POST', `/api/chats/${place.chatId}/messages`, {
      clientId,
      content,
    });
    acknowledge(clientId, seq);
  }
}

interface Outgoing {
  place: Place;
  next: () => [clientId: string, content: string];
  acknowledge: (clientId: string, seq: number) => void;
}

const windowSize = 8;

async function sendOverSocket(url: string, person: Person, { place, next, acknowledge }: Outgoing): Promise<void> {
  const { chatId } = place;
  const socket = await connectLive(url, person);
  const sendOne = (): void => {
    const [clientId, content] = next();
    socket.send({ type: 'send', chatId, clientId, content });
  };
  socket.webSocket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as { type: string; clientId: string; seq: number };
    if (frame.type !== 'ack') return;
    acknowledge(frame.clientId, frame.seq);
    // A steady pace below the limit of one connection.
    setTimeout(() => socket.webSocket.readyState === 1 && sendOne(), 10);
  });
  for (let count = 0; count < windowSize; count += 1) sendOne();
  await socket.closed();
}

function check(log: readonly Message[], acknowledged: ReadonlyMap<string, number>, report: SigkillReport): void {
  const places = new Map<string | null, number>();
  log.forEach(({ seq, clientId }, index) => {
    if (seq !== index + 1) report.violations.push(`place ${index + 1} holds ${seq}`);
    if (places.has(clientId)) report.violations.push(`${clientId} is there twice`);
    places.set(clientId, seq);
  });
  for (const [clientId, seq] of acknowledged) {
    if (places.get(clientId) !== seq) {
      report.violations.push(`${clientId} was acknowledged as ${seq} and is at ${places.get(clientId)}`);
    }
  }
  report.messages = log.length;
}
