/** Hands what it gathered on to connections. */
interface Gathering {
  distribute(): void;
}

/** Writes what it was handed to its socket. */
interface Writing {
  flush(joiner: Joiner): void;
}

/**
 * Gathers what one turn of the event loop produced and lets it out at its end: each channel's frames are joined once,
 * each socket is written to once (D9). With nothing to gather it does nothing, and the first frame of a quiet moment
 * leaves in the same turn.
 */
export class Tick {
  readonly #schedule: (run: () => void) => void;
  #channels: Gathering[] = [];
  #connections: Writing[] = [];
  #scheduled = false;
  #waiting: (() => void)[] = [];

  constructor(schedule: (run: () => void) => void = setImmediate) {
    this.#schedule = schedule;
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
    for (const channel of channels) channel.distribute();
    // Taken only now: distributing adds connections.
    const connections = this.#connections;
    this.#connections = [];
    this.#scheduled = false;
    const joiner = new Joiner();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const connection of connections) connection.flush(joiner);
    for (const resolve of waiting) resolve();
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
