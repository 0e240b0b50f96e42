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
