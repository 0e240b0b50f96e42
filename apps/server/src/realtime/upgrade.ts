import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { errorCodes, type ErrorCode } from '@confab/protocol';
import type { PlaceRole } from '@confab/protocol/place-role';
import { WebSocketServer, type WebSocket } from 'ws';
import { ClosingWebSocket } from './closing-web-socket.ts';
import { hangUp } from './hang-up.ts';
import type { Slices } from './slices.ts';

export interface SocketUser {
  userId: string;
  sessionId: string;
  role: PlaceRole;
}

/** What stands between an upgrade request and a socket. */
export interface SocketRefusal {
  code: ErrorCode;
  detail: string;
}

/** One kind of socket. */
export interface SocketEndpoint {
  /** The parameters in the path, or null where the path is not this endpoint's. */
  match(pathname: string): Record<string, string> | null;
  /** After the caller is known and before the upgrade. Null: may connect. */
  authorize(caller: SocketUser, params: Record<string, string>): SocketRefusal | null | Promise<SocketRefusal | null>;
  /** Takes the open socket over. Throws nothing. */
  accept(accepted: AcceptedSocket): void;
}

export interface AcceptedSocket {
  webSocket: WebSocket;
  socket: Socket;
  caller: SocketUser;
  params: Record<string, string>;
}

export interface UpgradeOptions {
  endpoints: readonly SocketEndpoint[];
  /** Whether the page that asks may connect. */
  allowsOrigin(headers: IncomingHttpHeaders): boolean;
  /** Offer permessage-deflate to clients that ask for it. */
  compress: boolean;
  /** At once where it is known. Null: nobody. A refusal where it is somebody who must do something else first. */
  authenticate(request: IncomingMessage, ticket: string | null): Authenticated | Promise<Authenticated>;
  /** Answers null, or why this address may not connect now. */
  admit(request: IncomingMessage): SocketRefusal | null;
  /** Answers null, or why this person may have no further connection now. */
  admitUser(caller: SocketUser): SocketRefusal | null;
  /** Who is let in a few at a time: hundreds may ask in one turn of the event loop. */
  slices: Pick<Slices, 'add'>;
  onError(error: unknown): void;
}

type Authenticated = SocketUser | SocketRefusal | null;

/** A peer has this long to answer a close frame, and to take what was queued before it. */
const closeTimeout = 3_000;
/** The largest frame (`limits.frameBytesMax`) with as many characters escaped as a client likes: 8,000 emoji are 96,000 bytes then. */
const escapedFrameBytesMax = 128 * 1024;
/** Whoever splits a message further spends our time, not the network's. Closed with 1008. */
const maxFragments = 256;

/** Handles upgrade requests. Every check is made before the upgrade, so a refusal is a plain HTTP answer. */
export function handleUpgrades(server: Server, options: UpgradeOptions): { close(): void } {
  // `closeTimeout` is not in the types that come with `ws`.
  const serverOptions = {
    WebSocket: ClosingWebSocket,
    noServer: true,
    maxPayload: escapedFrameBytesMax,
    // Without context takeover a compressed frame is the same for everybody, and no connection keeps a window.
    perMessageDeflate: options.compress && { serverNoContextTakeover: true, clientNoContextTakeover: true },
    clientTracking: false,
    // Text is checked by `ws`: what is not UTF-8 closes with 1007.
    skipUTF8Validation: false,
    closeTimeout,
    // A ping is answered once it has been counted.
    autoPong: false,
    maxFragments,
  };
  const sockets = new WebSocketServer(serverOptions);
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const upgrade = { request, socket, head, sockets, options };
    attempt(upgrade, () => {
      const asked = readRequest(request, options);
      if ('code' in asked) return refuse(socket, asked);
      const notAdmitted = options.admit(request);
      if (notAdmitted) return refuse(socket, notAdmitted);
      options.slices.add(() => attempt(upgrade, () => authenticate(upgrade, asked)));
    });
  };
  server.on('upgrade', onUpgrade);
  return { close: () => void server.off('upgrade', onUpgrade) };
}

interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  sockets: WebSocketServer;
  options: UpgradeOptions;
}

/** What an upgrade request asks for. */
interface Asked {
  endpoint: SocketEndpoint;
  params: Record<string, string>;
  ticket: string | null;
}

/** A step on the way to a socket: one that fails is the end of it, and is told so. */
function attempt(upgrade: Upgrade, step: () => void): void {
  try {
    step();
  } catch (error) {
    fail(upgrade, error);
  }
}

function fail({ socket, options }: Upgrade, error: unknown): void {
  options.onError(error);
  refuse(socket, { code: 'unavailable', detail: 'The server could not check who you are. Try again soon.' });
}

/** What is refused to anybody is refused at once: whoever waits to be let in has been counted (A28). */
function readRequest({ url: address = '/', headers }: IncomingMessage, options: UpgradeOptions): Asked | SocketRefusal {
  const url = URL.parse(address, 'http://localhost');
  if (!url) return { code: 'invalid-request', detail: 'The address is not valid.' };
  const found = findEndpoint(options.endpoints, withoutTrailingSlashes(url.pathname));
  if (!found) return { code: 'not-found', detail: 'There is no socket at this address.' };
  if (!options.allowsOrigin(headers)) {
    return { code: 'origin-not-allowed', detail: 'This page may not connect to the chat.' };
  }
  return { ...found, ticket: url.searchParams.get('ticket') };
}

function authenticate(upgrade: Upgrade, asked: Asked): void {
  const { request, socket, options } = upgrade;
  // Gone while it waited.
  if (socket.destroyed) return;
  const known = options.authenticate(request, asked.ticket);
  if (!(known instanceof Promise)) return authorize(upgrade, asked, known);
  known
    // Many are read with one query, and would all go on in the turn that answers it.
    .then((caller) => options.slices.add(() => attempt(upgrade, () => authorize(upgrade, asked, caller))))
    .catch((error: unknown) => fail(upgrade, error));
}

function authorize(upgrade: Upgrade, asked: Asked, caller: Authenticated): void {
  const { socket } = upgrade;
  if (!caller) return refuse(socket, { code: 'unauthenticated', detail: 'Log in, or fetch a new ticket.' });
  if ('code' in caller) return refuse(socket, caller);
  const refusal = asked.endpoint.authorize(caller, asked.params);
  if (!(refusal instanceof Promise)) return open(upgrade, asked, { caller, refusal });
  refusal
    .then((found) => open(upgrade, asked, { caller, refusal: found }))
    .catch((error: unknown) => fail(upgrade, error));
}

function open(
  { request, socket, head, sockets, options }: Upgrade,
  { endpoint, params }: Asked,
  { caller, refusal }: { caller: SocketUser; refusal: SocketRefusal | null },
): void {
  // With nothing awaited between the count and the connection that it counts.
  const refused = refusal ?? options.admitUser(caller);
  if (refused) return refuse(socket, refused);
  if (socket.destroyed) return;
  socket.cork();
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    // A Duplex by type, the request's own TCP or TLS socket in fact.
    endpoint.accept({ webSocket, socket: request.socket, caller, params });
  });
  // After the end of this turn, when the first frames are written: they and the answer go out together.
  setImmediate(() => socket.uncork());
}

/** Not by a regular expression: one that looks for the end starts anew at every slash of a path that is made of them (A28). */
function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

function findEndpoint(
  endpoints: readonly SocketEndpoint[],
  pathname: string,
): { endpoint: SocketEndpoint; params: Record<string, string> } | null {
  for (const endpoint of endpoints) {
    const params = endpoint.match(pathname);
    if (params) return { endpoint, params };
  }
  return null;
}

function refuse(socket: Duplex, { code, detail }: SocketRefusal): void {
  if (socket.destroyed) return;
  const { status, title } = errorCodes[code];
  const body = JSON.stringify({ type: `urn:confab:error:${code}`, title, status, detail, code });
  hangUp(
    socket,
    [
      `HTTP/1.1 ${status} ${title}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(code === 'rate-limited' || code === 'unavailable' ? ['Retry-After: 5'] : []),
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
