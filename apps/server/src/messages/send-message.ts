import type { DraftParts } from '@confab/protocol';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import { type SentMessage, submitSend } from '../log/submit.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { ReadMentions } from '../mentions/index.ts';
import { type AskedOrder, holdMessage, type OrderBefore } from '../order/index.ts';

export interface Draft {
  chatId: string;
  senderId: string;
  /** Null: a retry can't be told from a new message. */
  clientId: string | null;
  content: string;
  /** What was sent beside it. */
  parts?: DraftParts;
}

export interface SendContext {
  readMentions: ReadMentions;
  writer: LogWriter;
  stampNow: () => number;
  /** What is to be looked at before something is sent; null: nothing is, as for what a moderator sends on its way. */
  order: OrderBefore | null;
}

/** Resolves when the message is durable (D2). The transaction that writes it decides whether the sender may. */
export async function sendMessage(
  { writer, stampNow, readMentions, order }: SendContext,
  { parts = {}, ...draft }: Draft,
): Promise<SentMessage> {
  const pace = order?.keepPace(draft.senderId);
  if (pace) await pace;
  const names = order?.lookAtNames({ ...draft, parts });
  if (names) await names;
  const asked = order && order.ask({ ...draft, parts });
  if (isHeld(asked)) await holdMessage({ writer, stampNow }, { ...draft, parts }, asked);
  // What was forwarded asks for nobody: it was written elsewhere.
  const read = parts.forwarded ? null : readMentions(draft, draft.content);
  // A promise is waited for only where there is one: sends take their places in the turn in which they came (D4).
  const mentions = read instanceof Promise ? await read : read;
  const sent = encodeDraftParts(
    mentions || asked ? { ...parts, ...(mentions && { mentions }), ...(asked && { order: asked }) } : parts,
  );
  return await submitSend(writer, { type: 'send', ...draft, parts: sent, at: stampNow() });
}

/** What people sent beside the text, and whom it asks for: the rule of mentions makes the part of it (`resolve`). */
function encodeDraftParts(parts: object): string | null {
  return Object.keys(parts).length === 0 ? null : encodeParts({ ...decodeParts(null), ...parts });
}

function isHeld(asked: AskedOrder | null): asked is AskedOrder & { hold: string } {
  return asked?.hold !== undefined;
}
