/** White on each of these reaches 4.5:1; the test computes it. Neighbours differ enough to be told apart. */
export const avatarHues = [5, 32, 58, 96, 128, 152, 178, 204, 232, 262, 298, 338] as const;
export const avatarLightness = 0.53;
export const avatarChroma = 0.088;

/** The same id has the same colour on every device. */
export function avatarColor(id: string): string {
  const hue = avatarHues[fnv1a(id) % avatarHues.length] ?? avatarHues[0];
  return `oklch(${avatarLightness} ${avatarChroma} ${hue})`;
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
