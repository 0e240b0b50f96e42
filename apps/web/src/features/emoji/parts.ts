export { completeEmoji, emojiOf } from './complete-emoji.tsx';
export { EmojiTool } from './EmojiTool.tsx';
export { PickerPopover } from './PickerPopover.tsx';
export { EmojiPicker } from './lazy-picker.ts';
