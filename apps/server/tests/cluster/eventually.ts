import { setTimeout as pause } from 'node:timers/promises';

/** Long enough for a machine that is busy with other things too; costs nothing where all goes well. */
const patienceMs = 45_000;

/** Looks again and again until the condition gives something; rejects after a time in which anything healthy has happened. */
export async function eventually<Found>(
  condition: () => Found | undefined | null | false | Promise<Found | undefined | null | false>,
  what: string,
): Promise<Found> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await condition();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`Waited ${patienceMs / 1_000} s in vain: ${what}`);
    await pause(20);
  }
}
