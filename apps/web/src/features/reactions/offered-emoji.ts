import { t } from '../../lib/words.ts';

type OfferedEmoji = { emoji: string; name: () => string };

/** At hand on a message. */
export const offeredEmoji: readonly OfferedEmoji[] = [
  { emoji: '👍', name: () => t`Thumbs up` },
  { emoji: '❤️', name: () => t`Heart` },
  { emoji: '😂', name: () => t`Laughing` },
  { emoji: '🎉', name: () => t`Party` },
  { emoji: '🙏', name: () => t`Thanks` },
  { emoji: '😮', name: () => t`Surprised` },
  { emoji: '😢', name: () => t`Sad` },
  { emoji: '✅', name: () => t`Done` },
];

/** Behind "More reactions". */
export const moreEmoji: readonly OfferedEmoji[] = [
  { emoji: '👎', name: () => t`Thumbs down` },
  { emoji: '👏', name: () => t`Applause` },
  { emoji: '🙌', name: () => t`Hooray` },
  { emoji: '💪', name: () => t`Strong` },
  { emoji: '👀', name: () => t`Looking` },
  { emoji: '🤝', name: () => t`Deal` },
  { emoji: '👌', name: () => t`Perfect` },
  { emoji: '🫡', name: () => t`Will do` },
  { emoji: '😀', name: () => t`Smiling` },
  { emoji: '😉', name: () => t`Winking` },
  { emoji: '😍', name: () => t`In love` },
  { emoji: '🤔', name: () => t`Thinking` },
  { emoji: '😅', name: () => t`Relieved` },
  { emoji: '😬', name: () => t`Awkward` },
  { emoji: '😡', name: () => t`Angry` },
  { emoji: '🤯', name: () => t`Mind blown` },
  { emoji: '🔥', name: () => t`Fire` },
  { emoji: '🚀', name: () => t`Rocket` },
  { emoji: '💯', name: () => t`Hundred` },
  { emoji: '⭐', name: () => t`Star` },
  { emoji: '💡', name: () => t`Idea` },
  { emoji: '☕', name: () => t`Coffee` },
  { emoji: '🐛', name: () => t`Bug` },
  { emoji: '❌', name: () => t`No` },
];
