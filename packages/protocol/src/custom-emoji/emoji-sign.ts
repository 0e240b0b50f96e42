/** As it stands in texts and reactions, `:name:`. Letters of ASCII in lower case alone: no two names look alike (UTS 39). */
const signPattern = /^:([a-z0-9_-]{2,32}):$/;

export const emojiNamePattern = /^[a-z0-9_-]{2,32}$/;

/** The name of a custom emoji where the text is the sign of one; null where it is not. Whether there is such an emoji is another question. */
export function customEmojiName(text: string): string | null {
  return signPattern.exec(text)?.[1] ?? null;
}
