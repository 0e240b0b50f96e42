/** Takes a server's bytes in any pieces and gives the text frames that are whole (RFC 6455, section 5.2). */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): string[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const texts: string[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) texts.push(frame);
    return texts;
  }

  #next(): string | null {
    const [first, second] = this.#rest;
    if (first === undefined || second === undefined) return null;
    if (first !== 0x81) throw new Error(`No whole text frame begins with 0x${first.toString(16)}.`);
    const headerLength = second < 126 ? 2 : second === 126 ? 4 : 10;
    if (this.#rest.length < headerLength) return null;
    const length =
      second < 126 ? second : second === 126 ? this.#rest.readUInt16BE(2) : Number(this.#rest.readBigUInt64BE(2));
    const end = headerLength + length;
    if (this.#rest.length < end) return null;
    const text = this.#rest.toString('utf8', headerLength, end);
    this.#rest = this.#rest.subarray(end);
    return text;
  }
}
