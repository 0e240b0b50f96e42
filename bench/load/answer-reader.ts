const headEnd = Buffer.from('\r\n\r\n');

/** Takes HTTP/1.1 responses out of a byte stream by their Content-Length, whole: status and body. */
export class AnswerReader {
  #onAnswer: (status: number, body: Buffer) => void;
  #held: Buffer = Buffer.alloc(0);
  /** Of the answer that is being read; 0 while its head is. */
  #wanted = 0;
  #chunks: Buffer[] = [];
  #chunkBytes = 0;

  constructor(onAnswer: (status: number, body: Buffer) => void) {
    this.#onAnswer = onAnswer;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#chunkBytes += chunk.length;
    // A large answer comes in many chunks: they are joined once, when it is there.
    if (this.#chunkBytes < this.#wanted) return;
    this.#held = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    while (this.#takeOne());
    this.#chunks = this.#held.length === 0 ? [] : [this.#held];
    this.#chunkBytes = this.#held.length;
  }

  #takeOne(): boolean {
    const end = this.#held.indexOf(headEnd);
    if (end < 0) {
      this.#wanted = 0;
      return false;
    }
    const head = this.#held.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`A response without Content-Length: ${head}`);
    const bodyStart = end + headEnd.length;
    this.#wanted = bodyStart + Number(length);
    if (this.#held.length < this.#wanted) return false;
    const body = this.#held.subarray(bodyStart, this.#wanted);
    this.#held = this.#held.subarray(this.#wanted);
    this.#wanted = 0;
    this.#onAnswer(Number(head.slice(9, 12)), body);
    return this.#held.length > 0;
  }
}
