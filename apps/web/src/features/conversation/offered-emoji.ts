type OfferedEmoji = { emoji: string; name: string };

/** At hand on a message. */
export const offeredEmoji: readonly OfferedEmoji[] = [
  { emoji: '👍', name: 'Thumbs up' },
  { emoji: '❤️', name: 'Heart' },
  { emoji: '😂', name: 'Laughing' },
  { emoji: '🎉', name: 'Party' },
  { emoji: '🙏', name: 'Thanks' },
  { emoji: '😮', name: 'Surprised' },
  { emoji: '😢', name: 'Sad' },
  { emoji: '✅', name: 'Done' },
];

/** Behind "More reactions". */
export const moreEmoji: readonly OfferedEmoji[] = [
  { emoji: '👎', name: 'Thumbs down' },
  { emoji: '👏', name: 'Applause' },
  { emoji: '🙌', name: 'Hooray' },
  { emoji: '💪', name: 'Strong' },
  { emoji: '👀', name: 'Looking' },
  { emoji: '🤝', name: 'Deal' },
  { emoji: '👌', name: 'Perfect' },
  { emoji: '🫡', name: 'Will do' },
  { emoji: '😀', name: 'Smiling' },
  { emoji: '😉', name: 'Winking' },
  { emoji: '😍', name: 'In love' },
  { emoji: '🤔', name: 'Thinking' },
  { emoji: '😅', name: 'Relieved' },
  { emoji: '😬', name: 'Awkward' },
  { emoji: '😡', name: 'Angry' },
  { emoji: '🤯', name: 'Mind blown' },
  { emoji: '🔥', name: 'Fire' },
  { emoji: '🚀', name: 'Rocket' },
  { emoji: '💯', name: 'Hundred' },
  { emoji: '⭐', name: 'Star' },
  { emoji: '💡', name: 'Idea' },
  { emoji: '☕', name: 'Coffee' },
  { emoji: '🐛', name: 'Bug' },
  { emoji: '❌', name: 'No' },
];
