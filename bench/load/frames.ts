/** The opcodes of RFC 6455 that a chat uses. */
export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/**
 * A client's frame. The masking key is zero: the server unmasks with the same work as with any other key, and the load
 * generator is spared its half.
 */
export function clientFrame(payload: string | Buffer, opcode: number = opcodes.text): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload;
  return Buffer.concat([frameHead(opcode, body.length, 0x80), Buffer.alloc(4), body]);
}

/** A server's frame. */
export function serverFrame(payload: string | Buffer, opcode: number = opcodes.text): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload;
  return Buffer.concat([frameHead(opcode, body.length, 0), body]);
}

function frameHead(opcode: number, length: number, maskBit: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | opcode, maskBit | length]);
  if (length < 65_536) return Buffer.from([0x80 | opcode, maskBit | 126, length >> 8, length & 0xff]);
  const head = Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  head[1] = maskBit | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
