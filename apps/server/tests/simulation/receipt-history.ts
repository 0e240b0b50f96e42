import type { ServerEvent } from '@confab/protocol';

type ReceiptsEvent = Extract<ServerEvent, { type: 'receipts' }>;

/** What each device was told of how far others have read: never further than they are, and never back (D42). */
export class ReceiptHistory {
  readonly #readSeqOf: (chatId: string, userId: string) => number | null;
  readonly #violate: (rule: string, details: string) => void;
  /** By device, chat and person, through all of its connections. */
  readonly #told = new Map<string, number>();

  constructor(
    readSeqOf: (chatId: string, userId: string) => number | null,
    violate: (rule: string, details: string) => void,
  ) {
    this.#readSeqOf = readSeqOf;
    this.#violate = violate;
  }

  noteFrame(deviceName: string, { chatId, cursors }: ReceiptsEvent): void {
    for (const { userId, readSeq, deliveredSeq = readSeq } of cursors) {
      const key = `${deviceName} ${chatId} ${userId}`;
      const known = this.#told.get(key) ?? 0;
      // Gone by now: there is nothing to hold it against.
      const stored = this.#readSeqOf(chatId, userId) ?? readSeq;
      const found = `${deviceName} was told that ${userId} has read ${chatId} up to ${readSeq}`;
      if (readSeq > stored) this.#violate('D42', `${found}, and they are at ${stored}`);
      if (readSeq < known) this.#violate('D42', `${found}, and before up to ${known}`);
      if (deliveredSeq < readSeq) this.#violate('D44', `${found}, of which they have ${deliveredSeq}`);
      this.#told.set(key, readSeq);
    }
  }
}
