import { connect } from 'node:net';
import { monotonicMicros } from '../measure/clock.ts';
import { Histogram } from '../measure/histogram.ts';
import { ResponseReader } from './response-reader.ts';
import type { HttpArgs, HttpResult } from './wire.ts';

/** GET requests over connections that stay open, one under way on each. */
export async function loadHttp(args: HttpArgs): Promise<HttpResult> {
  const latencies = new Histogram();
  const result = { requests: 0, notOk: 0, bytes: 0, seconds: 0 };
  const from = performance.now();
  const until = from + args.seconds * 1000;
  const lanes = Array.from({ length: args.connections }, (_, lane) =>
    requestUntil({ ...args, token: args.tokens[lane % args.tokens.length] ?? '', until }, (status, bytes, micros) => {
      result.requests++;
      if (status !== (args.range === undefined ? 200 : 206)) result.notOk++;
      result.bytes += bytes;
      latencies.record(micros);
    }),
  );
  await Promise.all(lanes);
  result.seconds = (performance.now() - from) / 1000;
  return { ...result, latencies: latencies.toJSON() };
}

type Lane = HttpArgs & { token: string; until: number };
type OnAnswer = (status: number, bytes: number, micros: number) => void;

function requestUntil(lane: Lane, onAnswer: OnAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: lane.port, noDelay: true });
    let turn = Math.floor(Math.random() * lane.paths.length);
    let sentAt = 0;
    const range = lane.range === undefined ? '' : `Range: ${lane.range}\r\n`;
    const request = (): void => {
      sentAt = monotonicMicros();
      const path = lane.paths[turn++ % lane.paths.length] ?? '/';
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${lane.token}\r\n${range}\r\n`);
    };
    const reader = new ResponseReader((status, bytes) => {
      onAnswer(status, bytes, monotonicMicros() - sentAt);
      if (performance.now() < lane.until) request();
      else socket.end(resolve);
    });
    socket.once('connect', request);
    socket.once('error', reject);
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
  });
}
