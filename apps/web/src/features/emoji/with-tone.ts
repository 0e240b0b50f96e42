const presentationSelector = '\uFE0F';
/** Before the first of the five tones of skin. */
const beforeTones = 0x1f3fa;

/** 0: as it is; 1 to 5, from light to dark. Only for emoji that have tones. */
export function withTone(emoji: string, tone: number): string {
  if (tone === 0) return emoji;
  const [first = '', ...rest] = emoji;
  // The tone says that it is an emoji, in the place of the selector.
  const others = rest[0] === presentationSelector ? rest.slice(1) : rest;
  return `${first}${String.fromCodePoint(beforeTones + tone)}${others.join('')}`;
}
