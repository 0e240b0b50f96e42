import { describe, expect, test } from 'vitest';
import { avatarColor, avatarColors } from './avatar-color.ts';

describe('the colour of an avatar', () => {
  test('is the same for the same id', () => {
    expect(avatarColor('V1StGXR8Z5jdHi6B')).toBe(avatarColor('V1StGXR8Z5jdHi6B'));
  });

  test('differs among ids that differ in one character, and uses every colour', () => {
    const colors = new Set(Array.from({ length: 500 }, (_, index) => avatarColor(`user${index}`)));
    expect(colors.size).toBe(avatarColors.length);
  });

  test.for([...avatarColors])('carries white initials at AA contrast: %d %d %d', ([lightness, chroma, hue]) => {
    const contrast = 1.05 / (luminance(lightness, chroma, hue) + 0.05);
    expect(contrast).toBeGreaterThanOrEqual(4.5);
  });

  test('is never one that looks like another', () => {
    const places = avatarColors.map(([lightness, chroma, hue]) => {
      const angle = (hue * Math.PI) / 180;
      return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)] as const;
    });
    const distances = places.flatMap((one, index) =>
      places.slice(index + 1).map((other) => Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0)))),
    );
    expect(Math.min(...distances)).toBeGreaterThan(0.055);
  });
});

/** Relative luminance (WCAG 2) of an OKLCH colour, by the matrices of CSS Color 4. Out-of-gamut channels are clipped. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function clip(channel: number): number {
  return Math.min(1, Math.max(0, channel));
}
