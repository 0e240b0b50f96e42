import { constants, deflateRawSync } from 'node:zlib';

/** Smaller payloads gain less than they cost. */
const minPayloadBytes = 512;
/** RFC 7692, section 7.2.1: the end of a message that is flushed is cut off, and put back by the receiver. */
const tailBytes = 4;
const finText = 0x81;
const finTextCompressed = 0xc1;

const deflated = new WeakMap<Buffer, Buffer>();

/**
 * The same whole text frames with their payloads compressed as permessage-deflate asks (RFC 7692) where context takeover is
 * off: each message stands alone, so the bytes are again the same for every connection, and are made once.
 */
export function deflateFrames(frames: Buffer): Buffer {
  const known = deflated.get(frames);
  if (known) return known;
  const parts: Buffer[] = [];
  for (let start = 0; start < frames.length;) {
    const { payloadStart, end } = frameAt(frames, start);
    const frame = frames.subarray(start, end);
    parts.push(end - payloadStart < minPayloadBytes ? frame : deflateFrame(frames.subarray(payloadStart, end)));
    start = end;
  }
  const result = Buffer.concat(parts);
  deflated.set(frames, result);
  return result;
}

function deflateFrame(payload: Buffer): Buffer {
  const flushed = deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH });
  const body = flushed.subarray(0, flushed.length - tailBytes);
  return Buffer.concat([frameHeader(body.length), body]);
}

function frameAt(frames: Buffer, start: number): { payloadStart: number; end: number } {
  if (frames[start] !== finText) throw new Error('Only whole text frames are compressed.');
  const short = frames.readUInt8(start + 1);
  if (short < 126) return { payloadStart: start + 2, end: start + 2 + short };
  if (short === 126) return { payloadStart: start + 4, end: start + 4 + frames.readUInt16BE(start + 2) };
  return { payloadStart: start + 10, end: start + 10 + Number(frames.readBigUInt64BE(start + 2)) };
}

function frameHeader(length: number): Buffer {
  if (length < 126) return Buffer.from([finTextCompressed, length]);
  const header = Buffer.alloc(length < 65_536 ? 4 : 10);
  header[0] = finTextCompressed;
  header[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) header.writeUInt16BE(length, 2);
  else header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
