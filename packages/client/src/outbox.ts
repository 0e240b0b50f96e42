import type { ServerEvent } from '@confab/protocol';
import { ApiError, type ClientErrorCode, isRetryable } from './api-error.ts';
import type { Clock } from './clock.ts';
import { checkDraft, type Draft, type DraftFiles, hasParts, isSameDraft, type WholeDraft } from './draft.ts';
import type { OutboxMessage } from './outbox-storage.ts';
import type { PendingMessage } from './state.ts';
import { createUuid } from './uuid.ts';

type Ack = Extract<ServerEvent, { type: 'ack' }>;
type Refusal = Extract<ServerEvent, { type: 'error' }>;

export interface Outbox {
  /** All of it, in order of sending. The same array until something changes. */
  pending(): readonly PendingMessage[];
  /** Takes over what earlier clients left in the storage. */
  adopt(left: readonly OutboxMessage[]): void;
  add(chatId: string, draft: string | Draft): PendingMessage;
  /** All that the message waited for is on the server. */
  filesReady(clientId: string, files: DraftFiles): void;
  retry(clientId: string): void;
  change(clientId: string, draft: string | Draft): PendingChange;
  discard(clientId: string): PendingDiscard;
  /** The connection is live: what was on the wire goes out again, first. */
  goLive(): void;
  goOffline(): void;
  /** There is room on the wire again. */
  pump(): void;
  acknowledge(ack: Ack): void;
  refuse(refused: Refused): void;
  /** The server reads no frame as large as one of those on the wire. False where there is none. */
  refuseLargest(): boolean;
  /** The message itself arrived: nothing of it is pending any more. */
  settle(arrived: readonly ArrivedMessage[]): void;
  /** Drops what is acknowledged and part of the chat up to its `rev`, where the message itself did not arrive. */
  settleUpTo(revOf: (chatId: string) => number | undefined): void;
  close(): void;
}

type Refused = Pick<Refusal, 'detail' | 'retryAfterMs'> & { clientId: string; code: ClientErrorCode };

/** An own message that is on the server. */
export type ArrivedMessage = Pick<Ack, 'clientId' | 'chatId' | 'id' | 'seq'>;

/** Surely not sent, it was `changed`; otherwise it goes out as it was and an edit follows. `gone`: nothing waits. */
export type PendingChange = 'changed' | 'edit-follows' | 'gone';
/** Surely not sent, it was `discarded`; otherwise it is `withdrawn`: deleted if it arrived. `gone`: nothing waits. */
export type PendingDiscard = 'discarded' | 'withdrawn' | 'gone';

export interface OutboxOptions {
  clock: Clock;
  random: () => number;
  /** Whether a message may go on the wire now; otherwise `pump` is called when one may. */
  mayTransmit: () => boolean;
  /** Puts a message on the wire. */
  transmit: (message: PendingMessage) => void;
  changed: (messages: readonly PendingMessage[]) => void;
  /** Asked for when it is time to save: of many changes in a row only the last is. */
  save: (entries: () => readonly OutboxMessage[]) => void;
  /** Sent as it was before the person changed it: to be edited. */
  edit: (message: ArrivedMessage, content: string) => void;
  /** Taken back, and it may arrive or have arrived. */
  withdraw: (message: PendingMessage) => void;
  /** Refused for good. */
  failed: (clientId: string, error: NonNullable<PendingMessage['error']>) => void;
}

/** A message that the server neither took nor refused is sent again after this. It counts once by its `clientId`. */
const ackTimeoutMs = 15_000;
const retryBaseMs = 1_000;
const retryCapMs = 30_000;
/** Nobody types as much; a program that goes on has lost its connection and should hear of it. */
const messagesMax = 10_000;

/**
 * Unsent messages, in order (D17). Per chat one is on the wire at a time: a second one behind it could overtake it
 * when the first is refused for now (too many requests, say) and the second is not.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { clock, transmit } = options;
  const holds = new Map<string, () => void>();
  const refusals = new Map<string, number>();
  const ackTimers = new Map<string, () => void>();
  /** How often a message went out without a word on whether it was taken. */
  const unanswered = new Map<string, number>();
  let messages: readonly PendingMessage[] = [];
  let isLive = false;
  let isPumping = false;

  function update(next: readonly PendingMessage[]): void {
    messages = next;
    options.save(() => next.filter((message) => message.status !== 'acknowledged').map(toEntry));
    options.changed(messages);
  }

  function change(clientId: string, part: Partial<PendingMessage>): void {
    update(messages.map((message) => (message.clientId === clientId ? { ...message, ...part } : message)));
  }

  function find(clientId: string): PendingMessage | undefined {
    return messages.find((message) => message.clientId === clientId);
  }

  /** Until nothing more may go out: whoever hears of one on the wire may send, change or take back another. */
  function pump(): void {
    if (isPumping) return;
    isPumping = true;
    try {
      while (pumpOnce());
    } finally {
      isPumping = false;
    }
  }

  /** Puts the first waiting message of every chat that may send on the wire. Answers whether there may be more. */
  function pumpOnce(): boolean {
    if (!isLive) return false;
    const seen = messages;
    const busy = new Set(holds.keys());
    for (const { chatId, status } of seen) if (status === 'sending') busy.add(chatId);
    let hasSent = false;
    for (const message of seen) {
      if (message.status !== 'waiting' || busy.has(message.chatId)) continue;
      if (awaitsFiles(message)) {
        busy.add(message.chatId);
        continue;
      }
      if (!options.mayTransmit()) return false;
      // Changed or taken back by somebody who heard of the one before it.
      if (find(message.clientId) !== message) return true;
      busy.add(message.chatId);
      hasSent = true;
      const sentAs = message.sentAs ?? draftOf(message);
      change(message.clientId, { status: 'sending', sentAs });
      unanswered.set(message.clientId, (unanswered.get(message.clientId) ?? 0) + 1);
      transmit({ ...message, sentAs });
      ackTimers.set(
        message.clientId,
        clock.after(ackTimeoutMs, () => putBack(message)),
      );
    }
    return hasSent;
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

  /** Refused, a message that went out once is not on the server (D5); another try may have been lost on its way. */
  function sentAsAfter(refused: PendingMessage, code: ClientErrorCode): WholeDraft | null {
    const left = (unanswered.get(refused.clientId) ?? 1) - (leavesNothing(code) ? 1 : 0);
    unanswered.set(refused.clientId, left);
    return left <= 0 ? null : refused.sentAs;
  }

  function refuse({ clientId, code, detail, retryAfterMs }: Refused): void {
    stopTimer(clientId);
    const message = find(clientId);
    if (!message || message.status === 'acknowledged') return;
    const sentAs = sentAsAfter(message, code);
    if (isRetryable(code)) {
      hold(message.chatId, retryAfterMs);
      change(clientId, { status: 'waiting', sentAs });
    } else {
      change(clientId, { status: 'failed', error: { code, detail }, sentAs });
      options.failed(clientId, { code, detail });
    }
    pump();
  }

  /** It is on the server, as it was sent. */
  function arrived(message: PendingMessage, place: ArrivedMessage): void {
    unanswered.delete(message.clientId);
    if (message.sentAs !== null && message.sentAs.content !== message.content) options.edit(place, message.content);
  }

  function remove(gone: PendingMessage): void {
    stopTimer(gone.clientId);
    unanswered.delete(gone.clientId);
    update(messages.filter((other) => other.clientId !== gone.clientId));
    pump();
  }

  return {
    pending: () => messages,
    adopt(left) {
      const known = new Set(messages.map((message) => message.clientId));
      const adopted = left.filter((entry) => !known.has(entry.clientId)).map(fromEntry);
      if (adopted.length === 0) return;
      // Whoever wrote them may have sent them just before it was gone.
      for (const { clientId, sentAs } of adopted) if (sentAs !== null) unanswered.set(clientId, 1);
      update([...adopted, ...messages]);
      pump();
    },
    add(chatId, draft) {
      if (messages.length >= messagesMax) throw tooMany();
      const message: PendingMessage = {
        clientId: createUuid(),
        chatId,
        ...checkDraft(draft),
        createdAt: new Date(clock.now()).toISOString(),
        status: 'waiting',
        error: null,
        acknowledged: null,
        sentAs: null,
      };
      update([...messages, message]);
      pump();
      return find(message.clientId) ?? message;
    },
    filesReady(clientId, files) {
      const message = find(clientId);
      if (!message || !awaitsFiles(message)) return;
      change(clientId, { parts: { ...message.parts, files } });
      pump();
    },
    retry(clientId) {
      const message = find(clientId);
      if (message?.status !== 'failed') return;
      const { files: _files, ...parts } = message.parts;
      // Uploaded before, they may be gone by now: it waits for them again.
      const again = message.uploads && message.sentAs === null && { parts };
      change(clientId, { status: 'waiting', error: null, ...again });
      pump();
    },
    change(clientId, draft) {
      const message = find(clientId);
      const wanted = checkDraft(draft);
      if (!message) return 'gone';
      const { content } = wanted;
      if (message.acknowledged) {
        options.edit({ ...message.acknowledged, clientId, chatId: message.chatId }, content);
        change(clientId, { content });
        return 'edit-follows';
      }
      const again = message.status === 'failed' ? { status: 'waiting' as const, error: null } : {};
      // An edit changes the text alone, and so does a text: what was beside it stays.
      const parts = message.sentAs?.parts ?? (typeof draft === 'string' ? message.parts : wanted.parts);
      change(clientId, { content, parts, ...again });
      pump();
      return message.sentAs === null ? 'changed' : 'edit-follows';
    },
    discard(clientId) {
      const message = find(clientId);
      if (!message) return 'gone';
      if (message.sentAs !== null) options.withdraw(message);
      remove(message);
      return message.sentAs === null ? 'discarded' : 'withdrawn';
    },
    goLive() {
      isLive = true;
      pump();
    },
    pump,
    goOffline() {
      isLive = false;
      releaseHolds();
      for (const clientId of ackTimers.keys()) stopTimer(clientId);
      if (messages.some((message) => message.status === 'sending')) update(messages.map(backToWaiting));
    },
    acknowledge({ clientId, chatId, id, seq, rev }) {
      stopTimer(clientId);
      refusals.delete(chatId);
      const message = find(clientId);
      if (message && !message.acknowledged) {
        arrived(message, { clientId, chatId, id, seq });
        change(clientId, {
          status: 'acknowledged',
          error: null,
          acknowledged: { id, seq, rev },
          sentAs: draftOf(message),
        });
      }
      pump();
    },
    refuse,
    refuseLargest() {
      const [largest] = messages
        .filter(({ status }) => status === 'sending')
        .toSorted((a, b) => lengthOf(b.sentAs) - lengthOf(a.sentAs));
      if (!largest) return false;
      refuse({ clientId: largest.clientId, code: 'too-large', detail: 'The message is too large for the server.' });
      return true;
    },
    settle(places) {
      const gone = new Set<string>();
      for (const place of places) {
        const message = find(place.clientId);
        if (!message) continue;
        gone.add(place.clientId);
        stopTimer(place.clientId);
        arrived(message, place);
      }
      if (gone.size === 0) return;
      update(messages.filter((message) => !gone.has(message.clientId)));
      pump();
    },
    settleUpTo(revOf) {
      const rest = messages.filter(
        ({ chatId, acknowledged }) => !acknowledged || acknowledged.rev > (revOf(chatId) ?? Infinity),
      );
      if (rest.length < messages.length) update(rest);
    },
    close() {
      isLive = false;
      releaseHolds();
      for (const clientId of ackTimers.keys()) stopTimer(clientId);
    },
  };
}

function backToWaiting(message: PendingMessage): PendingMessage {
  return message.status === 'sending' ? { ...message, status: 'waiting' } : message;
}

/** Whether it goes out only once somebody has uploaded its files. */
export function awaitsFiles({ uploads, parts, sentAs }: PendingMessage): boolean {
  return uploads !== undefined && parts.files === undefined && sentAs === null;
}

function draftOf({ content, parts }: PendingMessage): WholeDraft {
  return { content, parts };
}

function lengthOf(draft: WholeDraft | null): number {
  return draft ? JSON.stringify(draft).length : 0;
}

/** A refusal with this code says that the message is not on the server. */
function leavesNothing(code: ClientErrorCode): boolean {
  return code !== 'unavailable' && code !== 'internal' && code !== 'client-id-reused';
}

function tooMany(): ApiError {
  return new ApiError({
    code: 'too-many-waiting',
    status: 0,
    detail: 'Too many messages wait to be sent. Try again when they are gone.',
  });
}

/** A text alone is kept as earlier versions kept it. */
function toEntry(message: PendingMessage): OutboxMessage {
  const { clientId, chatId, content, parts, uploads, createdAt, error, sentAs } = message;
  const draft = { content, parts };
  const beside = { ...(hasParts(draft) && { parts }), ...(uploads && { uploads }) };
  const entry = { clientId, chatId, content, ...beside, createdAt, failed: error };
  if (sentAs === null || isSameDraft(sentAs, draft)) return entry;
  return { ...entry, sentAs: hasParts(sentAs) ? sentAs : sentAs.content };
}

function fromEntry({ failed, sentAs, parts = {}, ...entry }: OutboxMessage): PendingMessage {
  const error = failed && { code: failed.code as ClientErrorCode, detail: failed.detail };
  const status = error ? 'failed' : 'waiting';
  const sent = typeof sentAs === 'string' ? { content: sentAs, parts: {} } : sentAs;
  const message = { ...entry, parts, status, error, acknowledged: null, sentAs: sent ?? null } as const;
  // What waited for its files had not gone out.
  return awaitsFiles(message) ? message : { ...message, sentAs: sent ?? { content: entry.content, parts } };
}
