import { connect } from 'node:net';
import { monotonicMicros } from '../measure/clock.ts';
import { Histogram } from '../measure/histogram.ts';
import { findWrong, postedContent } from '../rest/checks.ts';
import { AnswerReader } from './answer-reader.ts';
import type { Acknowledged, Ask, RestArgs, RestLane, RestResult } from './wire.ts';

/** Requests over connections that stay open, one under way on each, and a look at every answer. */
export async function loadRest(args: RestArgs): Promise<RestResult> {
  const tally = new Tally();
  const from = performance.now();
  const until = from + args.seconds * 1000;
  await Promise.all(args.lanes.map((lane, place) => runLane({ ...args, lane, place, until }, tally)));
  const { requests, wrong, firstWrong, bytes, acknowledged } = tally;
  const seconds = (performance.now() - from) / 1000;
  return { requests, wrong, firstWrong, bytes, acknowledged, seconds, latencies: tally.latencies.toJSON() };
}

/** What came back to all lanes. */
class Tally {
  requests = 0;
  wrong = 0;
  firstWrong: string | null = null;
  bytes = 0;
  acknowledged: Acknowledged[] = [];
  readonly latencies = new Histogram();
  /** By lane and path: an answer that is the same bytes as one that was looked through is right, too. */
  readonly #right = new Map<string, Buffer>();

  take(sent: Sent, status: number, body: Buffer): void {
    this.requests++;
    this.bytes += body.length;
    this.latencies.record(monotonicMicros() - sent.atMicros);
    const { expected } = sent.ask;
    const known = this.#right.get(sent.key);
    if (known?.equals(body) && status === 200) return;
    const wrong = findWrong(expected, status, body, sent.clientId);
    if (wrong !== null) {
      this.wrong++;
      this.firstWrong ??= `${sent.ask.path}: ${wrong}`;
    } else if (expected.kind !== 'post') this.#right.set(sent.key, Buffer.from(body));
    else if (!expected.isCanned) this.#acknowledge(sent, body);
  }

  #acknowledge({ ask, clientId }: Sent, body: Buffer): void {
    const { seq } = JSON.parse(body.toString()) as { seq: number };
    if (ask.expected.kind === 'post') this.acknowledged.push({ chatId: ask.expected.chatId, clientId, seq });
  }
}

interface Sent {
  ask: Ask;
  key: string;
  clientId: string;
  atMicros: number;
}

type Lane = RestArgs & { lane: RestLane; place: number; until: number };

function runLane({ port, lane, place, until, name }: Lane, tally: Tally): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    let turn = place;
    let sent: Sent;
    const request = (): void => {
      const at = turn++ % lane.asks.length;
      const ask = lane.asks[at];
      if (!ask) return;
      const clientId = `${name}-${place}-${turn}`;
      const text = requestText(ask, lane.token, clientId);
      sent = { ask, key: `${place} ${at}`, clientId, atMicros: monotonicMicros() };
      socket.write(text);
    };
    const reader = new AnswerReader((status, body) => {
      tally.take(sent, status, body);
      if (performance.now() < until) request();
      else socket.end(resolve);
    });
    socket.once('connect', request);
    socket.once('error', reject);
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
  });
}

function requestText({ path, expected }: Ask, token: string | null, clientId: string): string {
  const head = `HTTP/1.1\r\nHost: 127.0.0.1\r\n${token === null ? '' : `Authorization: Bearer ${token}\r\n`}`;
  if (expected.kind !== 'post') return `GET ${path} ${head}\r\n`;
  const body = JSON.stringify({ clientId, content: postedContent(clientId) });
  return `POST ${path} ${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
