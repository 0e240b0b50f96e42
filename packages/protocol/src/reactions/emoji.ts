// Unicode's own list (UTS 51, "recommended for general interchange"): one emoji as people know it, however long its sequence.
const emojiPattern = /^\p{RGI_Emoji}$/v;
const isText = /^(?:(?!\p{Emoji_Presentation})\p{Emoji})$/u;
const isModifier = /^\p{Emoji_Modifier}$/u;
const presentationSelectors = /[\uFE0E\uFE0F]/gu;

/**
 * The emoji that a text is, in the form that is stored: fully qualified (UTS 51), so that with and without U+FE0F it is the
 * same. Null for whatever is not exactly one emoji.
 */
export function normalizeEmoji(text: string): string | null {
  // The longest sequence in use has 10 code points, of 15 UTF-16 units.
  if (text.length > 32) return null;
  const bare = text.replaceAll(presentationSelectors, '');
  const qualified = qualify(bare);
  if (emojiPattern.test(qualified)) return qualified;
  return emojiPattern.test(bare) ? bare : null;
}

/** A sign that is text by itself is an emoji by U+FE0F, unless a skin tone follows, which says so as well. */
function qualify(bare: string): string {
  const signs = Array.from(bare);
  return signs
    .map((sign, index) => (isText.test(sign) && !isModifier.test(signs[index + 1] ?? '') ? `${sign}\uFE0F` : sign))
    .join('');
}
