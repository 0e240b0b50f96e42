import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Person } from './api.ts';

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

interface FrameShape {
  opcode: number;
  payload?: Buffer | string;
  /** False: more of the message follows. */
  fin?: boolean;
  /** RSV1 to RSV3. */
  reserved?: number;
}

/** A masked frame, as a client sends it (RFC 6455, section 5.2), well-formed or not. */
function rawFrame({ opcode, payload = '', fin = true, reserved = 0 }: FrameShape): Buffer {
  const data = Buffer.from(payload);
  const head = Buffer.from([(fin ? 0x80 : 0) | (reserved << 4) | opcode]);
  const mask = Buffer.alloc(4);
  const length = data.length < 126 ? Buffer.from([0x80 | data.length]) : longLength(data.length);
  return Buffer.concat([head, length, mask, data]);
}

function longLength(length: number): Buffer {
  const bytes = Buffer.alloc(9, 0xff);
  bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}

/** A client that speaks bytes: it answers nothing, no ping and no close, and closes its end of TCP only when told to. */
export class RawSocket implements AsyncDisposable {
  readonly socket: Socket;
  /** What the server sent after its answer to the upgrade. */
  received = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => {});
  }

  static async open(url: string, path: string, person: Person): Promise<RawSocket> {
    const { hostname, port, host } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const raw = new RawSocket(socket);
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Version: 13',
      `Authorization: Bearer ${person.token}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await raw.#untilUpgraded();
    return raw;
  }

  async #untilUpgraded(): Promise<void> {
    this.socket.on('data', (data: Buffer) => (this.received = Buffer.concat([this.received, data])));
    for (;;) {
      const end = this.received.indexOf('\r\n\r\n');
      if (end >= 0 && !this.received.toString('latin1').startsWith('HTTP/1.1 101')) {
        throw new Error(this.received.toString('latin1'));
      }
      if (end >= 0) return void (this.received = this.received.subarray(end + 4));
      await once(this.socket, 'data', { signal: AbortSignal.timeout(10_000) });
    }
  }

  send(...frames: FrameShape[]): void {
    this.socket.write(Buffer.concat(frames.map(rawFrame)));
  }

  /** The code in the server's close frame, the last that it sends. */
  get closeCode(): number | null {
    for (let at = 0; at + 1 < this.received.length;) {
      const short = this.received.readUInt8(at + 1);
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      const length = short < 126 ? short : short === 126 ? this.received.readUInt16BE(at + 2) : 0;
      if (this.received.readUInt8(at) === 0x88) return this.received.readUInt16BE(at + 2);
      at += header + length;
    }
    return null;
  }

  /** Resolves when the server has cut the connection off. */
  async untilCut(): Promise<void> {
    if (!this.socket.destroyed && !this.socket.readableEnded) {
      await Promise.race([once(this.socket, 'end'), once(this.socket, 'close')]);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
    return Promise.resolve();
  }
}
