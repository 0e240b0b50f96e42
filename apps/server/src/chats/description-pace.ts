import { ApiError } from '../http/api-error.ts';
import type { AdmissionOptions } from '../realtime/admission.ts';
import { PersonTurns } from '../realtime/person-turns.ts';
import type { UserPace } from '../realtime/user-pace.ts';

/** A chat is read from several tables, a member from one row. */
const chatCost = 5;
const changeCost = 0.1;
/** A member who is only counted is an entry of an index. */
const countedForOne = 10;
/** Of documents, which may be large: as much as three people. */
const bytesForOne = 1_000;

/** What of a chat that was described says how dear that was. */
interface DescribedSize {
  members: { length: number };
}

/** What it costs to describe these chats, in people. */
function descriptionCost(chats: readonly DescribedSize[]): number {
  return chats.reduce((cost, { members }) => cost + chatCost + members.length, 0);
}

/**
 * Descriptions of chats are cheap to ask for and dear to answer, and how dear others decide: whoever was told much waits
 * before they are told more (A43). What is charged is what was answered.
 */
export class DescriptionPace {
  readonly #pace: UserPace;
  readonly #turns: PersonTurns;
  readonly #monotonicNow: () => number;

  constructor(pace: UserPace, options: Pick<AdmissionOptions, 'clock' | 'schedule'>) {
    this.#pace = pace;
    this.#turns = new PersonTurns(options);
    this.#monotonicNow = () => options.clock.monotonicNow();
  }

  /**
   * Runs what answers a request with descriptions. One at a time for each person, and each is admitted in its turn: of many
   * that come together none is charged yet, and all would be let in.
   */
  run<Result>(userId: string, task: () => Promise<Result>): Promise<Result> {
    return this.#turns.run(userId, () => {
      this.admit(userId);
      return task();
    });
  }

  /** Throws `rate-limited`, with the time to wait, where what was told before is not paid yet. */
  admit(userId: string): void {
    const waitMs = this.#pace.waitMs(userId, this.#monotonicNow());
    if (waitMs === 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1_000);
    const detail = `You have asked for long lists of chats too often. Wait ${retryAfterSeconds} s, then try again.`;
    throw new ApiError('rate-limited', detail, { retryAfterSeconds });
  }

  charge(userId: string, chats: readonly DescribedSize[]): void {
    this.#pace.charge(userId, this.#monotonicNow(), descriptionCost(chats));
  }

  /** Groups whose members were counted. */
  chargeCounts(userId: string, counts: readonly number[]): void {
    const looks = counts.reduce((sum, count) => sum + chatCost + count / countedForOne, 0);
    this.#pace.charge(userId, this.#monotonicNow(), looks);
  }

  /** What a resume is about to catch up on; a hundred changes share a read and a frame. */
  chargeChanges(userId: string, changes: number): void {
    this.#pace.charge(userId, this.#monotonicNow(), changes * changeCost);
  }

  /** Documents of the person's own. */
  chargeDocuments(userId: string, { jsons, bytes }: { jsons: readonly string[]; bytes: number }): void {
    this.#pace.charge(userId, this.#monotonicNow(), jsons.length * changeCost + bytes / bytesForOne);
  }

  /** Called every few seconds. */
  sweep(): void {
    this.#pace.sweep(this.#monotonicNow());
  }
}
