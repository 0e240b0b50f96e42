import type { UserStatus } from '@confab/protocol';
import { EmojiSign } from '../emoji/index.ts';

/** On one line: "🌴 On holiday". */
export function StatusWords({ status: { emoji, text } }: { status: UserStatus }) {
  return (
    <>
      {emoji !== null && <EmojiSign sign={emoji} />} {text}
    </>
  );
}
