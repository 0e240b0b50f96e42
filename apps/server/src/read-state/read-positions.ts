import { ApiError } from '../http/api-error.ts';
import type { Bus } from '../bus/bus.ts';
import type { AfterCommit } from '../log/after-commit.ts';
import type { ChatLog, ReadMove, ReadPosition } from '../storage/chat-log.ts';
import { positionMoved } from './position-moved.ts';

interface WaitingMove {
  move: ReadMove;
  isRetry: boolean;
  answered: ((position: ReadPosition) => void)[];
  failed: ((error: unknown) => void)[];
}

/** While the database is away for long, later ones are left to the next resume. */
const unsureMax = 10_000;

export interface ReadPositionsOptions {
  log: ChatLog;
  bus: Bus;
  schedule?: ((task: () => void) => void) | undefined;
  afterCommit?: Pick<AfterCommit, 'read'>;
}

/**
 * Moves read positions, forward only (D21). Moves of one person in one chat that come close together are one move; all
 * that wait while the storage writes share the next transaction.
 */
export class ReadPositions {
  readonly #log: ChatLog;
  readonly #bus: Bus;
  readonly #schedule: (task: () => void) => void;
  readonly #afterCommit: Pick<AfterCommit, 'read'> | undefined;
  #waiting = new Map<string, WaitingMove>();
  /** Moves that failed: the last word of each reader on each chat. */
  #unsure = new Map<string, ReadMove>();
  #writing: Promise<void> | null = null;

  /** `schedule` runs a task at the end of this turn of the event loop; the simulation brings its own. */
  constructor({ log, bus, schedule = setImmediate, afterCommit }: ReadPositionsOptions) {
    this.#log = log;
    this.#bus = bus;
    this.#schedule = schedule;
    this.#afterCommit = afterCommit;
  }

  /** Everything up to `seq` is read. Resolves with the position as it is then; throws `not-found` for a non-member. */
  async move(move: ReadMove): Promise<NonNullable<ReadPosition>> {
    const position = await new Promise<ReadPosition>((answered, failed) => {
      const key = keyOf(move);
      const waiting = this.#waiting.get(key) ?? { move, isRetry: false, answered: [], failed: [] };
      if (move.seq > waiting.move.seq) waiting.move = move;
      waiting.answered.push(answered);
      waiting.failed.push(failed);
      this.#waiting.set(key, waiting);
      this.#writing ??= this.#writeAll();
    });
    if (!position) throw new ApiError('not-found', 'There is no such chat, or you are not in it.');
    return position;
  }

  /**
   * Makes the moves that failed once more: each may have been written all the same, and nobody was told of it. Its reader asks
   * again unless the page was closed, and the reader's other devices would wait for their next resume.
   */
  async makeUnsure(): Promise<void> {
    if (this.#unsure.size === 0) return;
    const moves = [...this.#unsure.values()];
    this.#unsure = new Map();
    await this.#write(moves.map((move) => ({ move, isRetry: true, answered: [], failed: [] })));
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
      batch.forEach(({ move, isRetry, answered }, index) => {
        const position = positions[index] ?? null;
        if (position) this.#tell(move, { ...position, moved: position.moved || isRetry });
        for (const resolve of answered) resolve(position);
      });
    } catch (error) {
      for (const { move } of batch) this.#keepUnsure(move);
      for (const { failed } of batch) for (const reject of failed) reject(error);
    }
  }

  #keepUnsure(move: ReadMove): void {
    const key = keyOf(move);
    const known = this.#unsure.get(key);
    if (known ? known.seq < move.seq : this.#unsure.size < unsureMax) this.#unsure.set(key, move);
  }

  /**
   * To the reader's other devices with the unread count, to those who have the chat open without it. A client that asks
   * again had no answer: the first try may have moved it, and failed before anybody was told.
   */
  #tell({ chatId, userId }: ReadMove, { moved, ...position }: NonNullable<ReadPosition>): void {
    const event = positionMoved.of({ chatId, userId, ...position });
    this.#bus.publish(`user:${userId}`, event);
    if (moved) this.#bus.publish(`chat:${chatId}`, event);
    this.#afterCommit?.read({ chatId, userId, readSeq: position.readSeq });
  }
}

function keyOf({ chatId, userId }: ReadMove): string {
  return `${chatId} ${userId}`;
}
