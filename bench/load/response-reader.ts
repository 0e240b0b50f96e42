/** Finds the ends of HTTP/1.1 responses in a byte stream by their Content-Length; bodies are counted, not kept. */
export class ResponseReader {
  #onResponse: (status: number, bodyBytes: number) => void;
  #head = '';
  #status = 0;
  #bodyBytes = 0;
  #missing = 0;

  constructor(onResponse: (status: number, bodyBytes: number) => void) {
    this.#onResponse = onResponse;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at = this.#missing > 0 ? this.#readBody(chunk, at) : this.#readHead(chunk, at);
  }

  #readBody(chunk: Buffer, at: number): number {
    const taken = Math.min(this.#missing, chunk.length - at);
    this.#missing -= taken;
    if (this.#missing === 0) this.#onResponse(this.#status, this.#bodyBytes);
    return at + taken;
  }

  #readHead(chunk: Buffer, at: number): number {
    const before = this.#head.length;
    this.#head += chunk.toString('latin1', at);
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) return chunk.length;
    const head = this.#head.slice(0, end);
    this.#head = '';
    this.#status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`A response without Content-Length: ${head}`);
    this.#bodyBytes = Number(length);
    this.#missing = this.#bodyBytes;
    if (this.#missing === 0) this.#onResponse(this.#status, 0);
    return at + end + 4 - before;
  }
}
