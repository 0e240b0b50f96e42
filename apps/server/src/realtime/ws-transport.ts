import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { deflateFrames } from './deflate-frames.ts';
import type { Transport } from './transport.ts';

/** Enough for our close frame to arrive. */
const unheardMs = 500;

/**
 * Sends whole frames straight to the socket, past `ws`, which would build a header and a write for every client anew.
 * `ws` keeps reading, pings and the closing handshake; both write whole frames at a time, so they never mix.
 */
export class WsTransport implements Transport {
  readonly #webSocket: WebSocket;
  readonly #compresses: boolean;
  readonly #socket: Duplex & Pick<Socket, 'bytesWritten'>;

  constructor(webSocket: WebSocket, socket: Duplex & Pick<Socket, 'bytesWritten'>) {
    this.#webSocket = webSocket;
    this.#compresses = webSocket.extensions.includes('permessage-deflate');
    this.#socket = socket;
  }

  write(frames: Buffer): void {
    if (this.#socket.writable) this.#socket.write(this.#compresses ? deflateFrames(frames) : frames);
  }

  get queuedBytes(): number {
    return this.#socket.writableLength;
  }

  get sentBytes(): number {
    // `bytesWritten` counts what is queued as well.
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }

  pauseReading(): void {
    this.#webSocket.pause();
  }

  resumeReading(): void {
    this.#webSocket.resume();
  }

  ping(): void {
    if (this.#webSocket.readyState === this.#webSocket.OPEN) this.#webSocket.ping();
  }

  close(code: number, reason: string, { listens }: { listens: boolean }): void {
    // The peer's close frame has to be read even if nothing else is any more.
    if (listens) this.#webSocket.resume();
    this.#webSocket.close(code, reason);
    if (listens) return;
    this.#webSocket.pause();
    setTimeout(() => this.terminate(), unheardMs).unref();
  }

  terminate(): void {
    this.#webSocket.terminate();
  }
}
