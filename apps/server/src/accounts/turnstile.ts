export interface Turnstile {
  /** Resolves when it is one's turn, with what to call at the end; with null where too many wait already. */
  enter(): Promise<(() => void) | null>;
}

/** Lets `atOnce` in, makes `waiting` wait in line, and turns the others away. */
export function createTurnstile({ atOnce, waiting }: { atOnce: number; waiting: number }): Turnstile {
  const line: (() => void)[] = [];
  let inside = 0;
  const leave = (): void => {
    const next = line.shift();
    if (next) next();
    else inside -= 1;
  };
  return {
    async enter() {
      if (inside >= atOnce) {
        if (line.length >= waiting) return null;
        await new Promise<void>((resolve) => line.push(resolve));
      } else {
        inside += 1;
      }
      let isInside = true;
      return () => {
        if (isInside) leave();
        isInside = false;
      };
    },
  };
}
