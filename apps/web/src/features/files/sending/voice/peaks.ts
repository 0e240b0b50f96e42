import { limits } from '@confab/protocol/limits';

const steps = 64;
/** What is softer than this part of full loudness is room, not voice. */
const floor = 0.01;

/** How loud a moment sounds, 0–255: softer ones stand out more than they measure, as to the ear. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const loudness = Math.sqrt(sum / samples.length);
  return Math.round(255 * Math.min(1, Math.max(0, loudness - floor) * 3) ** 0.6);
}

/** The shape of a recording for those who get it: its loudest moments, some dozens of steps, in base64url. */
export function peaksOf(levels: readonly number[]): string {
  return btoa(String.fromCharCode(...loudest(levels, steps)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
    .slice(0, limits.voicePeaksMax);
}

/** In so many steps, the loudest moment of each; fewer where there are not as many moments. */
export function loudest(levels: readonly number[], most: number): number[] {
  const count = Math.max(1, Math.min(most, levels.length));
  return Array.from({ length: count }, (_, step) => {
    const [from, to] = [step, step + 1].map((edge) => Math.floor((edge * levels.length) / count));
    return Math.max(0, ...levels.slice(from, to));
  });
}
