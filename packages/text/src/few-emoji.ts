const emoji = String.raw`(?::[a-z0-9_-]{2,32}:|\p{RI}{2}|\p{Extended_Pictographic}[\u{fe0f}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]*)`;
const fewEmoji = new RegExp(String.raw`^(?:${emoji}(?:\u{200d}${emoji})*\s?){1,3}$`, 'u');
/** Three names of custom ones; longer than three families with skin tones. */
const fewEmojiMax = 105;

/** Nothing but one to three emoji: shown large. */
export function isFewEmoji(content: string): boolean {
  return content.length <= fewEmojiMax && fewEmoji.test(content);
}
