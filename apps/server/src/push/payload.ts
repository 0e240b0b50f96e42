import type { PushedMessage, PushedReminder, PushPayload } from '@confab/protocol';
import { summaryOfFiles } from '@confab/protocol/file-summary';
import { pushLimits } from '@confab/protocol';
import { decodeParts } from '@confab/protocol/message-parts';
import { plainText } from '@confab/text';
import type { SaidMessage } from '../notifications/index.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';
import { messageId } from '../storage/chat-log.ts';
import type { News, WorthIt } from './find-news.ts';

const textUnitsMax = 400;
const textBytesMax = 1_200;
const nameBytesMax = 200;

/** Of whom, and what their device is to know beside the message. `from`: the name of who wrote it. */
export interface PayloadFacts {
  userId: string;
  badge: number;
  count: number;
  from: string | null;
}

/** Short enough to be pushed, whatever names and texts hold. */
export function messagePayload(
  { logId, kind, chatName, hidden }: News,
  { seq, senderId, content, parts, at, mention, quiet, anewAt }: WorthIt,
  { userId, badge, count, from }: PayloadFacts,
): PushedMessage {
  const payload: PushedMessage = {
    v: 1,
    type: 'message',
    userId,
    badge,
    tag: logId,
    chatId: logId,
    seq,
    messageId: messageId(logId, seq),
    at: encodeTimestamp(at),
    kind,
    count,
    ...(!hidden.sender && chatName !== null && { chat: cutText(chatName, nameBytesMax) }),
    ...(!hidden.sender && from !== null && { from: cutText(from, nameBytesMax), fromId: senderId }),
    ...(mention && { mention: true as const }),
    ...(quiet && { quiet: true as const }),
    ...(anewAt > 0 && { edited: true as const }),
  };
  return hidden.text ? payload : fit({ ...payload, ...lineOf({ content, parts }) });
}

/** What a message says, on one line, short enough to be one of the things that a push holds; or what its files are. */
export function lineOf({
  content,
  parts,
}: Pick<SaidMessage, 'content' | 'parts'>): Pick<PushedMessage, 'text' | 'files'> {
  const text = cutText(plainText(content, { max: textUnitsMax }), textBytesMax);
  if (text !== '') return { text };
  const files = summaryOfFiles(decodeParts(parts).files);
  if (files === null) return {};
  return { files: { ...files, ...(files.name !== undefined && { name: cutText(files.name, nameBytesMax) }) } };
}

/** Escapes and names may take more than is thought of: the text gives way. */
export function fit<Payload extends PushedMessage | PushedReminder>(payload: Payload): Payload {
  for (let { text = '' } = payload; text.length > 1; text = cutText(text, Math.floor(Buffer.byteLength(text) / 2))) {
    if (sizeOf({ ...payload, text }) <= pushLimits.payloadMax) return { ...payload, text };
  }
  const { text: _dropped, ...rest } = payload;
  return rest as Payload;
}

function sizeOf(payload: PushPayload): number {
  return Buffer.byteLength(JSON.stringify(payload));
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ellipsis = '…';

/** Up to so many bytes, between two characters as people see them. */
export function cutText(text: string, bytesMax: number): string {
  if (Buffer.byteLength(text) <= bytesMax) return text;
  let bytes = Buffer.byteLength(ellipsis);
  let kept = '';
  for (const { segment } of characters.segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > bytesMax) break;
    kept += segment;
  }
  return kept.trimEnd() + ellipsis;
}
