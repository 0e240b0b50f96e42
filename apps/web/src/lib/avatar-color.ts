/**
 * Lightness, chroma and hue in OKLCH. White on each reaches 4.5:1, and no two are closer than 0.055 in OKLab, so that people
 * in one chat can be told apart: the test computes both. Found by adding the farthest of all candidates again and again.
 */
export const avatarColors = [
  [0.52, 0.1, 204],
  [0.56, 0.13, 18],
  [0.4, 0.13, 282],
  [0.52, 0.13, 138],
  [0.48, 0.13, 48],
  [0.56, 0.13, 294],
  [0.4, 0.07, 162],
  [0.48, 0.13, 354],
  [0.56, 0.07, 240],
  [0.44, 0.1, 66],
  [0.4, 0.13, 330],
  [0.56, 0.1, 114],
  [0.56, 0.13, 264],
  [0.4, 0.13, 24],
  [0.48, 0.04, 186],
  [0.56, 0.13, 324],
  [0.44, 0.13, 144],
  [0.52, 0.07, 42],
  [0.48, 0.1, 252],
  [0.56, 0.1, 72],
  [0.4, 0.07, 216],
  [0.48, 0.13, 306],
  [0.48, 0.1, 162],
  [0.48, 0.04, 354],
  [0.52, 0.07, 282],
  [0.4, 0.1, 126],
  [0.56, 0.04, 324],
  [0.48, 0.07, 102],
  [0.4, 0.07, 348],
  [0.56, 0.04, 144],
  [0.44, 0.07, 294],
  [0.4, 0.04, 60],
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
