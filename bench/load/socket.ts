import { connect, type Socket } from 'node:net';
import { FrameReader, type FrameHandler } from './frame-reader.ts';
import { clientFrame, opcodes } from './frames.ts';
import { dialects, type ClientPlace, type Dialect, type DialectName } from './dialect.ts';

// One buffer for all reads of the process: what is read is counted before the next read begins.
const readBuffer = Buffer.allocUnsafe(256 * 1024);

export interface SocketEvents {
  onFrame: FrameHandler;
  onReady(): void;
  /** Once, with why, also where the connection never came to be. */
  onEnd(reason: string): void;
}

/** A WebSocket client as small as it can be: thousands of them fit into one process of load. */
export class LoadSocket {
  readonly place: ClientPlace;
  #dialect: Dialect;
  #events: SocketEvents;
  #socket: Socket;
  #reader: FrameReader;
  #state: 'upgrading' | 'greeting' | 'ready' | 'ended' = 'upgrading';
  #head = '';

  constructor(target: { port: number; dialect: DialectName }, place: ClientPlace, events: SocketEvents) {
    this.place = place;
    this.#dialect = dialects[target.dialect];
    this.#events = events;
    this.#reader = new FrameReader(this.#takeFrame);
    const onread = { buffer: readBuffer, callback: (length: number) => this.#read(length) };
    this.#socket = connect({ host: '127.0.0.1', port: target.port, noDelay: true, onread });
    this.#socket.once('connect', () => this.#requestUpgrade(target.port));
    this.#socket.once('error', (error) => this.#end(error.message));
    this.#socket.once('close', () => this.#end('closed by the server'));
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  send(text: string): void {
    this.#socket.write(clientFrame(text));
  }

  /** Chat messages are recognised by one byte. */
  isMessage(bytes: Buffer, start: number): boolean {
    return bytes[start + this.#dialect.mark.offset] === this.#dialect.mark.byte;
  }

  encodeSend(chatId: string, clientId: string, content: string): string {
    return this.#dialect.encodeSend(chatId, clientId, content);
  }

  /** Cut off, with no word to the other side but a TCP reset. */
  cut(): void {
    this.#state = 'ended';
    this.#socket.resetAndDestroy();
  }

  #requestUpgrade(port: number): void {
    const { path, headers } = this.#dialect.upgrade(this.place);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${lines.join('')}\r\n`,
    );
  }

  #read(length: number): boolean {
    if (this.#state === 'upgrading') this.#readUpgrade(length);
    else if (this.#state !== 'ended') this.#reader.push(readBuffer, length);
    return true;
  }

  #readUpgrade(length: number): void {
    this.#head += readBuffer.toString('latin1', 0, length);
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) return;
    if (!this.#head.startsWith('HTTP/1.1 101')) {
      this.#end(this.#head.slice(0, this.#head.indexOf('\r\n')));
      this.#socket.destroy();
      return;
    }
    const rest = Buffer.from(this.#head.slice(end + 4), 'latin1');
    this.#head = '';
    this.#state = 'greeting';
    if (this.#dialect.readyOnUpgrade) this.#becomeReady();
    this.#reader.push(rest);
  }

  #takeFrame: FrameHandler = (opcode, bytes, start, end) => {
    if (opcode === opcodes.ping) {
      this.#socket.write(clientFrame(Buffer.from(bytes.subarray(start, end)), opcodes.pong));
    } else if (opcode === opcodes.close) {
      this.#end(`close ${end - start >= 2 ? bytes.readUInt16BE(start) : 1005}`);
      this.#socket.destroy();
    } else if (this.#state === 'greeting') {
      this.#greet(bytes.toString('utf8', start, end));
      this.#events.onFrame(opcode, bytes, start, end);
    } else if (!this.#answerHeartbeat(bytes, start, end)) this.#events.onFrame(opcode, bytes, start, end);
  };

  #greet(text: string): void {
    const { reply, ready } = this.#dialect.greet(text, this.place);
    if (reply !== undefined) this.send(reply);
    if (ready) this.#becomeReady();
  }

  #answerHeartbeat(bytes: Buffer, start: number, end: number): boolean {
    const { heartbeat } = this.#dialect;
    if (!heartbeat || end - start !== heartbeat.ask.length) return false;
    if (bytes.toString('latin1', start, end) === heartbeat.ask) this.send(heartbeat.answer);
    return true;
  }

  #becomeReady(): void {
    this.#state = 'ready';
    this.#events.onReady();
  }

  #end(reason: string): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#events.onEnd(reason);
  }
}
