/** What a line's first byte says of the rest: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
const bulkTypes = '$=!';
const aggregateTypes: Readonly<Record<string, number>> = { '*': 1, '>': 1, '~': 1, '%': 2 };

/** Takes published events out of what Redis says to a node, and leaves the rest of the stream as it is. */
export class EventLoss {
  isOn = false;
  /** So many events were taken out. */
  count = 0;

  /** For one connection: what it may hear of the bytes that came. */
  filter(): (chunk: Buffer) => Buffer {
    let rest = Buffer.alloc(0);
    return (chunk) => {
      const bytes = Buffer.concat([rest, chunk]);
      const passed: Buffer[] = [];
      let start = 0;
      for (let end = endOfReply(bytes, 0); end !== null; end = endOfReply(bytes, start)) {
        const reply = bytes.subarray(start, end);
        if (this.#isLost(reply)) this.count += 1;
        else passed.push(reply);
        start = end;
      }
      rest = bytes.subarray(start);
      return Buffer.concat(passed);
    };
  }

  #isLost(reply: Buffer): boolean {
    return this.isOn && /^[*>]3\r\n\$8\r\nsmessage\r\n/.test(reply.toString('latin1', 0, 24));
  }
}

/** Where the reply that starts there ends, null where not all of it has come. */
function endOfReply(bytes: Buffer, start: number): number | null {
  const lineEnd = bytes.indexOf('\r\n', start);
  if (lineEnd < 0) return null;
  const type = String.fromCharCode(bytes[start] ?? 0);
  const size = Number(bytes.toString('latin1', start + 1, lineEnd));
  let end: number | null = lineEnd + 2;
  if (bulkTypes.includes(type)) end = size < 0 ? end : end + size + 2;
  for (let left = (aggregateTypes[type] ?? 0) * size; left > 0 && end !== null; left -= 1) end = endOfReply(bytes, end);
  return end === null || end > bytes.length ? null : end;
}
