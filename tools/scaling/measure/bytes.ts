import type { Command, Member, ServerEvent } from '@confab/protocol';
import { encodeEvent } from '../../../apps/server/src/bus/redis-event-codec.ts';
import type { BusEvent, Topic } from '../../../apps/server/src/bus/bus.ts';
import { textFrame } from '../../../apps/server/src/realtime/frame.ts';
import type { CostId } from '../costs.ts';
import { sampleContent, sampleId, sampleMessage } from './sample.ts';

const chatId = sampleId('chat', 1);
const userId = sampleId('person', 1);
const createdAt = '2026-11-23T02:00:00.000Z';

const frameBytes = (event: ServerEvent): number => textFrame(JSON.stringify(event)).length;
/** A client's frame carries a mask of 4 bytes (RFC 6455, section 5.3). */
const commandBytes = (command: Command): number => textFrame(JSON.stringify(command)).length + 4;

/** RESP: an array of bulk strings. */
const respBytes = (...parts: string[]): number =>
  parts.reduce((sum, part) => sum + `$${Buffer.byteLength(part)}\r\n`.length + Buffer.byteLength(part) + 2, 4);

/** The server's prefix is `confab:` and the epoch of the database, a UUID. */
const channelOf = (topic: Topic): string => `confab:${'e'.repeat(36)}:${topic}`;
const published = (topic: Topic, event: BusEvent): number =>
  respBytes('spublish', channelOf(topic), encodeEvent('n'.repeat(12), event));
const pushed = (topic: Topic, event: BusEvent): number =>
  respBytes('smessage', channelOf(topic), encodeEvent('n'.repeat(12), event));

const sampleMember: Member = {
  user: {
    id: userId,
    username: 'ada.lovelace',
    displayName: 'Ada Lovelace',
    avatarUrl: null,
    createdAt,
    online: true,
    lastSeenAt: null,
  },
  role: 'member',
  joinedAt: createdAt,
  readSeq: 71,
};

/** What goes over wires, encoded by the code of the server. */
export function measureBytes(): Partial<Record<CostId, number>> {
  const message = sampleMessage();
  const change = { type: 'change', chatId, seq: 83, rev: 83, kind: 'text', json: JSON.stringify(message) } as const;
  const small = { type: 'read', chatId, userId, readSeq: 71, unread: 0, atRev: 83 } as const;
  const { id, seq, rev, clientId } = message;
  return {
    messageFrameBytes: frameBytes({ type: 'message', message }),
    ackFrameBytes: frameBytes({ type: 'ack', chatId, clientId: clientId ?? '', id, seq, rev, createdAt }),
    sendCommandBytes: commandBytes({ type: 'send', chatId, clientId: clientId ?? '', content: sampleContent }),
    smallFrameBytes: frameBytes({ type: 'read', chatId, userId, readSeq: 71, unread: 0, atRev: 83 }),
    memberBytes: JSON.stringify(sampleMember).length + 1,
    changePublishBytes: published(`chat:${chatId}`, change),
    changePushBytes: pushed(`chat:${chatId}`, change),
    smallPublishBytes: published(`chat:${chatId}`, small),
    smallPushBytes: pushed(`chat:${chatId}`, small),
  };
}
