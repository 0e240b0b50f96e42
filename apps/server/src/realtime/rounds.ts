import type { Clock } from './clock.ts';

/** What is done again and again. */
export interface Round {
  readonly everyMs: number;
  run(): void | Promise<void>;
}

/** How often what is built from hints is compared with the database (D8). */
export const compareEveryMs = 3_000;
/** How often what grew is looked through. */
export const sweepEveryMs = 5_000;
/** Where events can be lost, whoever was removed or logged out on another node is found within a second (D19). */
export const recheckEveryMsWithManyNodes = 800;

/** Does each, never twice at once; an error does not end it. Call the result to stop. */
export function startRounds(rounds: readonly Round[], clock: Clock, onError: (error: unknown) => void): () => void {
  const stops = rounds.map((round) => startRound(round, clock, onError));
  return () => {
    for (const stop of stops) stop();
  };
}

function startRound(round: Round, clock: Clock, onError: (error: unknown) => void): () => void {
  let stopped = false;
  let cancel = (): void => {};
  const next = (): void => {
    cancel = clock.after(round.everyMs, () => {
      Promise.resolve()
        .then(() => round.run())
        .catch(onError)
        .finally(() => {
          if (!stopped) next();
        });
    });
  };
  next();
  return () => {
    stopped = true;
    cancel();
  };
}
