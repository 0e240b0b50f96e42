import { monotonicMicros } from '../measure/clock.ts';
import { Histogram } from '../measure/histogram.ts';
import type { ClientPlace } from './dialect.ts';
import { openAll } from './open-all.ts';
import { LoadSocket } from './socket.ts';
import type { ResumeArgs, ResumeResult } from './wire.ts';

/** Clients that were cut off come back, all at once, each with the cursors it had. */
export class ResumeStorm {
  readonly sockets: LoadSocket[] = [];
  #args: ResumeArgs;
  #perClient = new Histogram();
  #retries = 0;
  #caughtUp = 0;
  #firstFailure: string | null = null;
  #from = monotonicMicros();

  constructor(args: ResumeArgs) {
    this.#args = args;
  }

  async run(): Promise<ResumeResult> {
    const { clients, concurrency } = this.#args;
    await openAll(clients.length, concurrency, (index) => this.#bringBack(index));
    return {
      caughtUp: this.#caughtUp,
      retries: this.#retries,
      seconds: (monotonicMicros() - this.#from) / 1e6,
      perClient: this.#perClient.toJSON(),
      firstFailure: this.#firstFailure,
    };
  }

  async #bringBack(index: number): Promise<void> {
    const place = this.#args.clients[index];
    const targets = this.#args.targets[index];
    if (!place || !targets) return;
    while ((monotonicMicros() - this.#from) / 1000 < this.#args.timeoutMs) {
      const failure = await this.#attempt(index, place, targets);
      if (failure === null) {
        this.#caughtUp++;
        this.#perClient.record(monotonicMicros() - this.#from);
        return;
      }
      this.#retries++;
      this.#firstFailure ??= failure;
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200));
    }
  }

  /** Null when the client was caught up, else why it was not. */
  #attempt(index: number, place: ClientPlace, targets: Record<string, number>): Promise<string | null> {
    const missing = new Map(Object.entries(targets));
    return new Promise((resolve) => {
      const deadline = setTimeout(() => resolve('not caught up in time'), this.#args.timeoutMs);
      const settle = (failure: string | null): void => {
        clearTimeout(deadline);
        resolve(failure);
      };
      const settleIfDone = (): void => {
        if (missing.size === 0 && this.sockets[index]?.isReady) settle(null);
      };
      this.sockets[index] = new LoadSocket(this.#args, place, {
        onFrame: (_opcode, bytes, start, end) => {
          notePosition(missing, bytes.subarray(start, end));
          settleIfDone();
        },
        onReady: settleIfDone,
        onEnd: settle,
      });
    });
  }
}

/**
 * Strikes a chat off once a frame says that this client has all of it up to the target. A quote inside of JSON text is
 * escaped, so a name with its quotes is found only where it is one.
 */
function notePosition(missing: Map<string, number>, payload: Buffer): void {
  const text = payload.toString('latin1');
  const position = text.startsWith('{"type":"changes"') ? /"upToRev":(\d+)/ : /"rev":(\d+)/;
  const chatId = /"chatId":"([^"]+)"/.exec(text)?.[1] ?? '';
  if (Number(position.exec(text)?.[1]) >= (missing.get(chatId) ?? Number.POSITIVE_INFINITY)) missing.delete(chatId);
}
