/**
 * A whole unmasked WebSocket text frame (RFC 6455, section 5.2), ready for the socket. Server frames carry no mask, so
 * the same bytes serve every connection (D10). `text`: bytes are UTF-8.
 */
export function textFrame(text: string | Buffer): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = 0x81; // FIN and opcode 1, text
  if (headerLength === 2) {
    frame[1] = length;
  } else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  if (typeof text === 'string') frame.write(text, headerLength, 'utf8');
  else frame.set(text, headerLength);
  return frame;
}

export function joinFrames(frames: readonly Buffer[]): Buffer {
  const [first] = frames;
  return first && frames.length === 1 ? first : Buffer.concat(frames);
}
