/** So many bars have room side by side. */
const barsMax = 40;
const pitchPx = 4;
const barPx = 2;
export const waveHeightPx = 24;
const leastPx = 2;

/** Loudness from 0 to 255 as bars: as many as have room, each as loud as the loudest that it stands for. */
export function barsOf(peaks: Uint8Array, most = barsMax): number[] {
  const count = Math.min(most, peaks.length);
  return Array.from({ length: count }, (_, index) => {
    const part = peaks.subarray(
      Math.floor((index * peaks.length) / count),
      Math.max(Math.floor(((index + 1) * peaks.length) / count), Math.floor((index * peaks.length) / count) + 1),
    );
    return Math.max(...part) / 255;
  });
}

/** For an SVG that is as wide as its bars. */
export function wavePath(bars: readonly number[]): { path: string; widthPx: number } {
  const path = bars.map((loudness, index) => {
    const height = Math.max(leastPx, Math.round(loudness * waveHeightPx));
    return `M${index * pitchPx + barPx / 2} ${(waveHeightPx - height) / 2}v${height}`;
  });
  return { path: path.join(''), widthPx: Math.max(1, bars.length) * pitchPx - barPx };
}

/** 75,400 → 1:15 */
export function lengthText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
