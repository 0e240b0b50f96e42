import type { ServerEvent } from '../../packages/protocol/src/index.ts';

/**
 * How far one client has come in its chats, and what it should never see. Nothing is edited here: every change is one
 * message, so a page that is complete has as many messages as its `rev` rises by (D7, D15).
 */
export class Positions {
  /** chatId -> rev. The cursors to resume with. */
  readonly revs: Record<string, number>;
  doubled = 0;
  missing = 0;
  /** Told to begin a chat anew, or that it has none. */
  reset = 0;

  constructor(revs: Record<string, number>) {
    this.revs = revs;
  }

  take(event: ServerEvent): void {
    if (event.type === 'message') this.#rise(event.message.chatId, event.message.rev, 1);
    else if (event.type === 'changes') this.#rise(event.chatId, event.upToRev, event.messages.length);
    else if (event.type === 'reset' || event.type === 'chats' || event.type === 'chat-removed') this.reset++;
  }

  isAt(heads: Readonly<Record<string, number>>): boolean {
    return Object.entries(this.revs).every(([chatId, rev]) => rev >= (heads[chatId] ?? 0));
  }

  #rise(chatId: string, rev: number, messages: number): void {
    const before = this.revs[chatId] ?? 0;
    const surplus = messages - (rev - before);
    if (surplus > 0) this.doubled += surplus;
    else this.missing -= surplus;
    this.revs[chatId] = Math.max(before, rev);
  }
}
