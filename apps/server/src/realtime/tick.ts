/** Hands what it gathered on to connections. */
interface Gathering {
  distribute(): void;
}

/** Writes what it was handed to its socket. */
interface Writing {
  flush(joiner: Joiner): void;
}

/** Sockets that are written to in one go: some 6 ms. Then whoever else waits has a turn, before the rest is written to. */
const writesAtOnce = 500;

/** What is written in one go, or in a few where it is much. */
interface Batch {
  connections: readonly Writing[];
  written: number;
  /** Called when all are written. */
  waiting: readonly (() => void)[];
}

/**
 * Gathers what one turn of the event loop produced and lets it out at its end: each channel's frames are joined once,
 * each socket is written to once (D9). With nothing to gather it does nothing, and the first frame of a quiet moment
 * leaves in the same turn. Very many sockets are written to in parts, the later ones with what came meanwhile.
 */
export class Tick {
  readonly #schedule: (run: () => void) => void;
  readonly #writesAtOnce: number;
  #channels: Gathering[] = [];
  #connections: Writing[] = [];
  #batch: Batch = { connections: [], written: 0, waiting: [] };
  #scheduled = false;
  #waiting: (() => void)[] = [];

  constructor(schedule: (run: () => void) => void = setImmediate, atOnce = writesAtOnce) {
    this.#schedule = schedule;
    this.#writesAtOnce = atOnce;
  }

  addChannel(channel: Gathering): void {
    this.#channels.push(channel);
    this.#wake();
  }

  addConnection(connection: Writing): void {
    this.#connections.push(connection);
    this.#wake();
  }

  /** Resolves when all that is gathered has been written. */
  untilWritten(): Promise<void> {
    if (!this.#scheduled) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => this.#run());
  }

  #run(): void {
    const channels = this.#channels;
    this.#channels = [];
    // All of them before any socket: one that falls behind then is where its channel is.
    for (const channel of channels) channel.distribute();
    if (this.#batch.written === this.#batch.connections.length) this.#takeBatch();
    this.#scheduled = false;
    this.#writeSome(this.#batch);
    const { written, connections } = this.#batch;
    if (written < connections.length || this.#connections.length > 0 || this.#waiting.length > 0) this.#wake();
  }

  /** Taken only after channels have distributed, which adds connections. What is added from now on is of the next one. */
  #takeBatch(): void {
    this.#batch = { connections: this.#connections, written: 0, waiting: this.#waiting };
    this.#connections = [];
    this.#waiting = [];
  }

  #writeSome(batch: Batch): void {
    const joiner = new Joiner();
    const upTo = Math.min(batch.connections.length, batch.written + this.#writesAtOnce);
    while (batch.written < upTo) batch.connections[batch.written++]?.flush(joiner);
    if (upTo === batch.connections.length) for (const resolve of batch.waiting) resolve();
  }
}

/** Joins frames; connections one after another that wait for the same frames get the same joined buffer. */
export class Joiner {
  #frames: readonly Buffer[] = [];
  #joined: Buffer | undefined;

  join(frames: readonly Buffer[]): Buffer {
    const [first] = frames;
    if (first && frames.length === 1) return first;
    if (this.#joined && isSameList(frames, this.#frames)) return this.#joined;
    this.#frames = frames;
    this.#joined = Buffer.concat(frames);
    return this.#joined;
  }
}

function isSameList(left: readonly Buffer[], right: readonly Buffer[]): boolean {
  return left.length === right.length && left.every((frame, index) => frame === right[index]);
}
