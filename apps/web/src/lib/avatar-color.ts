/**
 * Lightness, chroma and hue in OKLCH. White on each reaches 4.5:1, and no two are closer than 0.055 in OKLab, so that people
 * in one chat can be told apart: the test computes both. Found by adding the farthest of all candidates again and again.
 */
export const avatarColors = [
  [0.44, 0.07, 0],
  [0.44, 0.125, 138],
  [0.56, 0.125, 312],
  [0.44, 0.105, 54],
  [0.48, 0.125, 252],
  [0.52, 0.07, 0],
  [0.56, 0.035, 150],
  [0.44, 0.125, 318],
  [0.52, 0.035, 78],
  [0.56, 0.125, 258],
  [0.56, 0.125, 12],
  [0.52, 0.125, 156],
  [0.48, 0.035, 330],
  [0.44, 0.07, 84],
  [0.44, 0.125, 270],
  [0.44, 0.125, 24],
  [0.44, 0.07, 186],
  [0.56, 0.035, 330],
  [0.56, 0.105, 90],
  [0.44, 0.07, 288],
  [0.48, 0.07, 36],
  [0.52, 0.1, 204],
  [0.52, 0.125, 342],
  [0.52, 0.125, 120],
  [0.52, 0.125, 288],
  [0.52, 0.125, 48],
  [0.56, 0.07, 234],
  [0.44, 0.125, 354],
  [0.48, 0.07, 132],
  [0.52, 0.07, 300],
  [0.56, 0.07, 48],
  [0.48, 0.07, 246],
] as const;

/** The same id has the same colour on every device. */
export function avatarColor(id: string): string {
  const [lightness, chroma, hue] = avatarColors[fnv1a(id) % avatarColors.length] ?? avatarColors[0];
  return `oklch(${lightness} ${chroma} ${hue})`;
}

/** FNV-1a, 32 bit: spreads short ids well and needs no table. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The low bits alone are weak for ids that differ in one character.
  return (hash ^ (hash >>> 15)) >>> 0;
}
