import { randomBytes } from 'node:crypto';
import { limits, type CloseReason, type ErrorCode, type Needs } from '@confab/protocol';
import type { RawData } from 'ws';
import { ApiError, toApiError } from '../http/index.ts';
import { Connection } from '../realtime/connection.ts';
import type { AcceptedSocket } from '../realtime/upgrade.ts';
import { WsTransport } from '../realtime/ws-transport.ts';
import { judgeFrame } from './judge-frame.ts';
import { type FindCommand, guessPlace, isTooBig, parseJson, readFrame } from './read-frame.ts';
import type { CommandPlace, ReadCommand } from './socket-command.ts';
import type { SocketContext } from './socket-context.ts';

export interface FrameHandler {
  endpoint: Connection['endpoint'];
  find: FindCommand;
  /** By the type of a command, what it asks of whoever says it. */
  needs: Readonly<Record<string, Needs>>;
  /** Runs a command that was read. What it throws goes to the client as an `error` frame. */
  run(connection: Connection, command: ReadCommand): Promise<void>;
}

/** Makes a connection of an open socket: reads its frames, bounds them, and cleans up when it is gone. */
export function serveSocket(
  context: SocketContext,
  { webSocket, socket, caller }: AcceptedSocket,
  handler: FrameHandler,
): Connection {
  const { clock, tick, hub, reactions, limits: connectionLimits } = context;
  const connection = new Connection({
    id: randomBytes(9).toString('base64url'),
    ...caller,
    endpoint: handler.endpoint,
    transport: new WsTransport(webSocket, socket),
    tick,
    now: clock.monotonicNow(),
    limits: connectionLimits,
    onClosed: (closed) => {
      hub.remove(closed);
      reactions.closed(closed);
    },
    onRecovered: (recovered) => reactions.recovered(recovered),
  });
  // A frame is a whole command or answer: waiting to fill a packet would only delay it.
  socket.setNoDelay(true);
  socket.on('drain', () => connection.drained());
  webSocket.on('message', (data, isBinary) => {
    try {
      receive(context, connection, handler, { data, isBinary });
    } catch (error) {
      // Thrown on it would end the process, and with it everybody's connections (A26).
      context.onError(error);
      connection.close('internal');
    }
  });
  webSocket.on('pong', () => receivePong(context, connection));
  webSocket.on('ping', (data) => {
    if (receivePing(context, connection)) webSocket.pong(data);
  });
  // `ws` closes it with the code that fits, and then says why: a frame too large, text that is not UTF-8, a bad frame.
  webSocket.on('error', (error) => connection.markClosed(reasonOf(error)));
  // See ClosingWebSocket. Not at once: `ws` is about to say why.
  webSocket.on('closing', () => queueMicrotask(() => connection.markClosed()));
  webSocket.on('close', () => {
    connection.markClosed();
    hub.forget(connection);
  });
  reactions.connected(connection);
  return connection;
}

interface ReceivedFrame {
  data: RawData;
  isBinary: boolean;
}

function receive(
  context: SocketContext,
  connection: Connection,
  handler: FrameHandler,
  { data, isBinary }: ReceivedFrame,
): void {
  if (connection.isClosed) return;
  const now = context.clock.monotonicNow();
  connection.heard(now);
  if (isBinary) return connection.close('unsupportedData');
  const bytes = bytesOf(data);
  const json = parseJson(bytes.toString('utf8'));
  if (bytes.length > limits.frameBytesMax && isTooBig(json)) return connection.close('tooBig');
  const refusal = judgeFrame(connection, json, { needs: handler.needs, permits: context.permits });
  if (refusal) {
    sendError(connection, refusal, guessPlace(json));
    connection.countRefusal(now);
    return;
  }
  const { command, fault } = readFrame(json, handler.find);
  if (!command) {
    sendError(connection, { code: 'invalid-frame', detail: fault.detail }, fault.place);
    connection.countBadFrame(now);
    return;
  }
  const { place, cost } = command;
  const waitMs = connection.takeCommand(now, cost) || context.pace.take(connection.userId, now, cost);
  if (waitMs > 0) {
    const detail = 'Too many commands at once. Try again soon.';
    sendError(connection, { code: 'rate-limited', detail, retryAfterMs: waitMs }, place);
    connection.countRefusal(now);
    return;
  }
  // Started in the order of arrival, in this turn: sends of one connection keep their order (D4).
  void connection.run(() =>
    handler.run(connection, command).catch((error: unknown) => answerError(context, connection, error, place)),
  );
}

/** Of those that it gives, the codes that are reasons of ours. */
function reasonOf(error: Error & { code?: unknown }): CloseReason | null {
  if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 'tooBig';
  if (error.code === 'WS_ERR_INVALID_UTF8') return 'invalidText';
  return error.code === 'WS_ERR_TOO_MANY_BUFFERED_PARTS' ? 'fragmented' : null;
}

/** The answer to a ping of ours costs nothing; one that nobody asked for counts as a command does. */
function receivePong(context: SocketContext, connection: Connection): void {
  if (connection.isClosed) return;
  const now = context.clock.monotonicNow();
  if (!connection.takePong(now)) countControlFrame(context, connection, now);
}

/** Answers whether it is to be answered. */
function receivePing(context: SocketContext, connection: Connection): boolean {
  if (connection.isClosed) return false;
  const now = context.clock.monotonicNow();
  connection.heard(now);
  return countControlFrame(context, connection, now);
}

/** Answers whether it is within the pace: there is no frame that could refuse it. */
function countControlFrame({ pace }: SocketContext, connection: Connection, now: number): boolean {
  const waitMs = connection.takeCommand(now) || pace.take(connection.userId, now);
  if (waitMs > 0) connection.countRefusal(now);
  return waitMs === 0;
}

/** `ws` gives text as the bytes that it has checked, in one piece unless it is told otherwise. */
function bytesOf(data: RawData): Buffer {
  return Buffer.isBuffer(data) ? data : Buffer.alloc(0);
}

function answerError(context: SocketContext, connection: Connection, error: unknown, place: CommandPlace): void {
  if (!(error instanceof ApiError)) context.onError(error);
  const known = toApiError(error);
  if (known) {
    const retryAfterMs = known.retryAfterSeconds === undefined ? undefined : known.retryAfterSeconds * 1_000;
    return sendError(connection, { code: known.code, detail: known.detail, retryAfterMs }, place);
  }
  sendError(connection, { code: 'internal', detail: 'Something went wrong here. Try again.' }, place);
}

interface Refusal {
  code: ErrorCode;
  detail: string;
  retryAfterMs?: number | undefined;
}

function sendError(connection: Connection, { code, detail, retryAfterMs }: Refusal, place: CommandPlace): void {
  // Simple clients know `clientId` alone.
  const { clientId } = place;
  const named = connection.endpoint === 'unified' ? place : clientId === undefined ? {} : { clientId };
  const retry = connection.endpoint === 'unified' && retryAfterMs !== undefined ? { retryAfterMs } : {};
  connection.send({ type: 'error', code, detail, ...named, ...retry });
}
