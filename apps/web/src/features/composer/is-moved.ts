import type { Message } from '@confab/protocol';

/** A reaction raises `rev` and moves no text. */
export function isMoved(base: Message, now: Message): boolean {
  return now.rev > base.rev && (now.content !== base.content || now.deletedAt !== base.deletedAt);
}
