import { ApiError } from '../http/api-error.ts';
import type { Bus } from '../bus/bus.ts';
import type { ChatLog, ReadMove, ReadPosition } from '../storage/chat-log.ts';
import { positionMoved } from './position-moved.ts';

interface WaitingMove {
  move: ReadMove;
  answered: ((position: ReadPosition) => void)[];
  failed: ((error: unknown) => void)[];
}

export interface ReadPositionsOptions {
  log: ChatLog;
  bus: Bus;
  schedule?: ((task: () => void) => void) | undefined;
}

/**
 * Moves read positions, forward only (D21). Moves of one person in one chat that come close together are one move; all
 * that wait while the storage writes share the next transaction.
 */
export class ReadPositions {
  readonly #log: ChatLog;
  readonly #bus: Bus;
  readonly #schedule: (task: () => void) => void;
  #waiting = new Map<string, WaitingMove>();
  #writing: Promise<void> | null = null;

  /** `schedule` runs a task at the end of this turn of the event loop; the simulation brings its own. */
  constructor({ log, bus, schedule = setImmediate }: ReadPositionsOptions) {
    this.#log = log;
    this.#bus = bus;
    this.#schedule = schedule;
  }

  /** Everything up to `seq` is read. Resolves with the position as it is then; throws `not-found` for a non-member. */
  async move(move: ReadMove): Promise<NonNullable<ReadPosition>> {
    const position = await new Promise<ReadPosition>((answered, failed) => {
      const key = `${move.chatId} ${move.userId}`;
      const waiting = this.#waiting.get(key) ?? { move, answered: [], failed: [] };
      if (move.seq > waiting.move.seq) waiting.move = move;
      waiting.answered.push(answered);
      waiting.failed.push(failed);
      this.#waiting.set(key, waiting);
      this.#writing ??= this.#writeAll();
    });
    if (!position) throw new ApiError('not-found', 'There is no such chat, or you are not in it.');
    return position;
  }

  /** Resolves when no move is waiting. */
  async close(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // All moves of this turn of the event loop go together.
    await new Promise<void>((resolve) => this.#schedule(resolve));
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()];
      this.#waiting = new Map();
      await this.#write(batch);
    }
    this.#writing = null;
  }

  async #write(batch: readonly WaitingMove[]): Promise<void> {
    try {
      const positions = await this.#log.moveReadPositions(batch.map(({ move }) => move));
      batch.forEach(({ move, answered }, index) => {
        const position = positions[index] ?? null;
        if (position) this.#tell(move, position);
        for (const resolve of answered) resolve(position);
      });
    } catch (error) {
      for (const { failed } of batch) for (const reject of failed) reject(error);
    }
  }

  /**
   * To the reader's other devices with the unread count, to those who have the chat open without it. A client that asks
   * again had no answer: the first try may have moved it, and failed before anybody was told.
   */
  #tell({ chatId, userId }: ReadMove, { readSeq, unread, atRev, moved }: NonNullable<ReadPosition>): void {
    const event = positionMoved.of({ chatId, userId, readSeq, unread, atRev });
    this.#bus.publish(`user:${userId}`, event);
    if (moved) this.#bus.publish(`chat:${chatId}`, event);
  }
}
