import { perLocale } from './locale.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const formats = units.map((unit) =>
  perLocale(
    (locale) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumSignificantDigits: 3,
      }),
  ),
);

/** As operating systems say it: 1.2 MB. */
export function sizeText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return formats[power]?.().format(bytes / 1_000 ** power) ?? '';
}

const speeds = units.map((unit) =>
  perLocale(
    (locale) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit: `${unit}-per-second`, maximumSignificantDigits: 2 }),
  ),
);

/** 1.2 MB/s. */
export function speedText(bytesPerSecond: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytesPerSecond)) / 3));
  return speeds[power]?.().format(bytesPerSecond / 1_000 ** power) ?? '';
}
