import type { ServerEvent } from '@confab/protocol';
import { countCharacters } from '@confab/protocol/characters';
import { limits } from '@confab/protocol/limits';
import { ApiError, type ClientErrorCode, isRetryable } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { OutboxEntry, OutboxStorage } from './outbox-storage.ts';
import { createOutboxSaver } from './outbox-saver.ts';
import type { PendingMessage } from './state.ts';
import { createUuid } from './uuid.ts';

type Ack = Extract<ServerEvent, { type: 'ack' }>;
type Refusal = Extract<ServerEvent, { type: 'error' }>;

export interface Outbox {
  /** All of it, in order of sending. The same array until something changes. */
  pending(): readonly PendingMessage[];
  /** Takes over what earlier clients left in the storage. */
  adopt(): Promise<void>;
  add(chatId: string, content: string): PendingMessage;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** The connection is live: what was on the wire goes out again, first. */
  goLive(): void;
  goOffline(): void;
  acknowledge(ack: Ack): void;
  refuse(refusal: Refusal & { clientId: string }): void;
  /** The message itself arrived: nothing of it is pending any more. */
  settle(clientIds: readonly string[]): void;
  /** Drops what is acknowledged and part of the chat up to its `rev`, where the message itself did not arrive. */
  settleUpTo(revOf: (chatId: string) => number | undefined): void;
  close(): Promise<void>;
}

export interface OutboxOptions {
  storage: OutboxStorage;
  clock: Clock;
  random: () => number;
  /** Puts a message on the wire. */
  transmit: (message: PendingMessage) => void;
  changed: (messages: readonly PendingMessage[]) => void;
  /** Refused for good. */
  failed: (clientId: string, error: NonNullable<PendingMessage['error']>) => void;
}

/** A message that the server neither took nor refused is sent again after this. It counts once by its `clientId`. */
const ackTimeoutMs = 15_000;
const retryBaseMs = 1_000;
const retryCapMs = 30_000;

/**
 * Unsent messages, in order (D17). Per chat one is on the wire at a time: a second one behind it could overtake it
 * when the first is refused for now (too many requests, say) and the second is not.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { clock, transmit } = options;
  const saver = createOutboxSaver(options.storage);
  const holds = new Map<string, () => void>();
  const refusals = new Map<string, number>();
  const ackTimers = new Map<string, () => void>();
  let messages: readonly PendingMessage[] = [];
  let isLive = false;

  function update(next: readonly PendingMessage[]): void {
    messages = next;
    saver.save(next.filter((message) => message.status !== 'acknowledged').map(toEntry));
    options.changed(messages);
  }

  function change(clientId: string, part: Partial<PendingMessage>): void {
    update(messages.map((message) => (message.clientId === clientId ? { ...message, ...part } : message)));
  }

  function find(clientId: string): PendingMessage | undefined {
    return messages.find((message) => message.clientId === clientId);
  }

  /** Puts the first waiting message of every chat that may send on the wire. */
  function pump(): void {
    if (!isLive) return;
    const busy = new Set(holds.keys());
    for (const { chatId, status } of messages) if (status === 'sending') busy.add(chatId);
    for (const message of messages) {
      if (message.status !== 'waiting' || busy.has(message.chatId)) continue;
      busy.add(message.chatId);
      change(message.clientId, { status: 'sending' });
      transmit(message);
      ackTimers.set(
        message.clientId,
        clock.after(ackTimeoutMs, () => putBack(message)),
      );
    }
  }

  function putBack(message: PendingMessage): void {
    stopTimer(message.clientId);
    if (find(message.clientId)?.status === 'sending') change(message.clientId, { status: 'waiting' });
    pump();
  }

  function stopTimer(clientId: string): void {
    ackTimers.get(clientId)?.();
    ackTimers.delete(clientId);
  }

  /** Nothing of this chat goes out for a while. */
  function hold(chatId: string, retryAfterMs: number | undefined): void {
    const tries = refusals.get(chatId) ?? 0;
    refusals.set(chatId, tries + 1);
    const backoffMs = Math.min(retryCapMs, retryBaseMs * 2 ** tries) * (0.5 + options.random() / 2);
    holds.get(chatId)?.();
    const release = clock.after(retryAfterMs ?? backoffMs, () => {
      holds.delete(chatId);
      pump();
    });
    holds.set(chatId, release);
  }

  function releaseHolds(): void {
    for (const release of holds.values()) release();
    holds.clear();
  }

  async function adopt(): Promise<void> {
    const known = new Set(messages.map((message) => message.clientId));
    const adopted = (await saver.adopt()).filter((entry) => !known.has(entry.clientId));
    if (adopted.length === 0) return;
    update([...adopted.map(fromEntry), ...messages]);
    pump();
  }

  return {
    pending: () => messages,
    adopt,
    add(chatId, content) {
      const message: PendingMessage = {
        clientId: createUuid(),
        chatId,
        content: checkContent(content),
        createdAt: new Date(clock.now()).toISOString(),
        status: 'waiting',
        error: null,
        acknowledged: null,
      };
      update([...messages, message]);
      pump();
      return find(message.clientId) ?? message;
    },
    retry(clientId) {
      if (find(clientId)?.status !== 'failed') return;
      change(clientId, { status: 'waiting', error: null });
      pump();
    },
    discard(clientId) {
      const message = find(clientId);
      if (!message || message.status === 'acknowledged') return;
      stopTimer(clientId);
      update(messages.filter((other) => other !== message));
      pump();
    },
    goLive() {
      isLive = true;
      pump();
    },
    goOffline() {
      isLive = false;
      releaseHolds();
      for (const clientId of ackTimers.keys()) stopTimer(clientId);
      if (messages.some((message) => message.status === 'sending')) update(messages.map(backToWaiting));
    },
    acknowledge({ clientId, chatId, id, seq, rev }) {
      stopTimer(clientId);
      refusals.delete(chatId);
      if (find(clientId)) change(clientId, { status: 'acknowledged', error: null, acknowledged: { id, seq, rev } });
      pump();
    },
    refuse({ clientId, code, detail, retryAfterMs }) {
      stopTimer(clientId);
      const message = find(clientId);
      if (!message || message.status === 'acknowledged') return;
      if (isRetryable(code)) {
        hold(message.chatId, retryAfterMs);
        change(clientId, { status: 'waiting' });
      } else {
        change(clientId, { status: 'failed', error: { code, detail } });
        options.failed(clientId, { code, detail });
      }
      pump();
    },
    settle(clientIds) {
      const gone = new Set(clientIds);
      if (!messages.some((message) => gone.has(message.clientId))) return;
      for (const clientId of clientIds) stopTimer(clientId);
      update(messages.filter((message) => !gone.has(message.clientId)));
      pump();
    },
    settleUpTo(revOf) {
      const rest = messages.filter(
        ({ chatId, acknowledged }) => !acknowledged || acknowledged.rev > (revOf(chatId) ?? Infinity),
      );
      if (rest.length < messages.length) update(rest);
    },
    async close() {
      isLive = false;
      releaseHolds();
      for (const clientId of ackTimers.keys()) stopTimer(clientId);
      await saver.close();
    },
  };
}

function backToWaiting(message: PendingMessage): PendingMessage {
  return message.status === 'sending' ? { ...message, status: 'waiting' } : message;
}

function checkContent(content: string): string {
  const trimmed = content.trim();
  if (trimmed !== '' && countCharacters(trimmed) <= limits.contentMax) return trimmed;
  const message =
    trimmed.length === 0 ? 'write something' : `at most ${limits.contentMax.toLocaleString('en')} characters`;
  throw new ApiError({
    code: 'invalid-request',
    status: 400,
    detail: `A message can't be sent: ${message}.`,
    errors: [{ path: 'content', message }],
  });
}

function toEntry({ clientId, chatId, content, createdAt, error }: PendingMessage): OutboxEntry {
  return { clientId, chatId, content, createdAt, failed: error };
}

function fromEntry({ failed, ...entry }: OutboxEntry): PendingMessage {
  const error = failed && { code: failed.code as ClientErrorCode, detail: failed.detail };
  return { ...entry, status: error ? 'failed' : 'waiting', error, acknowledged: null };
}
