import { Admission, type AdmissionOptions } from './admission.ts';

/** Longer than a large answer takes to read: what goes on after it waits for its client. */
const placeHeldMs = 1_000;

/** One at a time for each person, or `max`, in the order of arrival, whichever connection it comes from. */
export class PersonTurns {
  readonly #options: AdmissionOptions;
  readonly #byUser = new Map<string, Admission>();

  constructor(options: Pick<AdmissionOptions, 'clock' | 'schedule'> & { max?: number }) {
    this.#options = { max: 1, ...options, placeHeldMs };
  }

  async run<Result>(userId: string, task: () => Promise<Result>): Promise<Result> {
    const turns = this.#byUser.get(userId) ?? new Admission(this.#options);
    this.#byUser.set(userId, turns);
    try {
      return await turns.run(task);
    } finally {
      if (turns.isIdle && this.#byUser.get(userId) === turns) this.#byUser.delete(userId);
    }
  }
}
