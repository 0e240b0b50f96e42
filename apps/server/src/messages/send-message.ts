import type { DraftParts, Message } from '@confab/protocol';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { submitSend } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';

export interface Draft {
  chatId: string;
  senderId: string;
  /** Null: a retry can't be told from a new message. */
  clientId: string | null;
  content: string;
  /** What was sent beside it. */
  parts?: DraftParts;
}

/** `isRetry`: the message was there already, and nothing was written. */
export interface SentMessage {
  message: Message;
  isRetry: boolean;
}

export interface SendContext {
  writer: LogWriter;
  stampNow: () => number;
}

/** Resolves when the message is durable (D2). The transaction that writes it decides whether the sender may. */
export async function sendMessage(
  { writer, stampNow }: SendContext,
  { parts = {}, ...draft }: Draft,
): Promise<SentMessage> {
  return await submitSend(writer, { type: 'send', ...draft, parts: encodeDraftParts(parts), at: stampNow() });
}

function encodeDraftParts(parts: DraftParts): string | null {
  return Object.keys(parts).length === 0 ? null : encodeParts({ ...decodeParts(null), ...parts });
}
