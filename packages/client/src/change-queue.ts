import type { Message } from '@confab/protocol';
import { ApiError, type ClientErrorCode, isRetryable } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { MessageDeletion, MessageEdit, OutboxChange, Reacting, Withdrawal } from './outbox-storage.ts';

/** A change that can be made now: the message that it is about is known. */
export type ReadyChange = MessageEdit | MessageDeletion | Reacting;
type NewChange = ReadyChange extends infer Change
  ? Change extends ReadyChange
    ? Omit<Change, 'askedAt'>
    : never
  : never;
type Held = MessageDeletion & { isHeld: true };
type OwnMessage = Pick<Message, 'id' | 'chatId' | 'seq'> & { clientId: string };

export type ChangeQueue = ReturnType<typeof createChangeQueue>;

export interface ChangeQueueOptions {
  clock: Clock;
  random: () => number;
  make: (change: ReadyChange) => Promise<unknown>;
  changed: (changes: readonly OutboxChange[]) => void;
  /** Refused for good; nothing of it waits any more. */
  refused: (change: ReadyChange, error: unknown) => void;
}

/** Beyond it a reaction is refused here: nobody gives so many while away. */
const changesMax = 1_000;
/** A message that was on its way when it was taken back has turned up by then, or never will. */
const withdrawalKeptMs = 7 * 24 * 3_600_000;
const retryBaseMs = 1_000;
const retryCapMs = 30_000;

/**
 * Changes of messages that wait for the server, made one after the other in the order in which they were asked for.
 * Each can be made twice without harm, so a lost answer costs nothing. Of changes to the same thing (one emoji on one
 * message, say) the last counts.
 */
export function createChangeQueue(options: ChangeQueueOptions) {
  const { clock } = options;
  const waiters = new Map<OutboxChange, PromiseWithResolvers<void>[]>();
  /** What ends the time in which they may be taken back. */
  const holds = new Map<OutboxChange, () => void>();
  let changes: readonly OutboxChange[] = [];
  let underWay: ReadyChange | null = null;
  let isLive = false;
  let tries = 0;
  let cancelWait: (() => void) | null = null;
  let isWaitAskedFor = false;

  function update(next: readonly OutboxChange[]): void {
    changes = next;
    options.changed(changes);
  }

  function pump(): void {
    if (!isLive || underWay || cancelWait) return;
    const change = changes.find(isDue);
    if (!change) return;
    underWay = change;
    options.make(change).then(
      () => finish(change, null),
      (error: unknown) => finish(change, error),
    );
  }

  function finish(change: ReadyChange, error: unknown): void {
    underWay = null;
    if (error !== null && isWorthWaiting(error)) {
      waitFor(error);
      return;
    }
    tries = 0;
    update(changes.filter((other) => other !== change));
    const isDone = error === null || (change.change === 'delete' && isGone(error));
    for (const waiter of takeWaiters(change)) {
      if (isDone) waiter.resolve();
      else waiter.reject(error);
    }
    if (!isDone) options.refused(change, error);
    pump();
  }

  function waitFor(error: ApiError): void {
    // Without a session, or under another person's, nothing is made: the next connection says whose it is.
    if (isAboutSession(error.code)) {
      isLive = false;
      return;
    }
    const backoffMs = Math.min(retryCapMs, retryBaseMs * 2 ** tries) * (0.5 + options.random() / 2);
    tries += 1;
    isWaitAskedFor = error.retryAfterMs !== null;
    cancelWait = clock.after(error.retryAfterMs ?? backoffMs, () => {
      cancelWait = null;
      pump();
    });
  }

  function endWait(): void {
    cancelWait?.();
    cancelWait = null;
  }

  function takeWaiters(change: OutboxChange): PromiseWithResolvers<void>[] {
    const taken = waiters.get(change) ?? [];
    waiters.delete(change);
    return taken;
  }

  function put(change: ReadyChange): Promise<void> {
    const replaced = changes.find((other) => other !== underWay && isSameThing(other, change));
    // What follows from a message of the outbox is bounded with the outbox.
    if (change.change === 'react' && !replaced && changes.length >= changesMax) return Promise.reject(tooMany());
    if (replaced) endHold(replaced);
    const waiter = Promise.withResolvers<void>();
    // Whoever does not look at the promise is told by `refused`.
    waiter.promise.catch(() => undefined);
    waiters.set(change, [...(replaced ? takeWaiters(replaced) : []), waiter]);
    update([...changes.filter((other) => other !== replaced), change]);
    pump();
    return waiter.promise;
  }

  function endHold(change: OutboxChange): void {
    holds.get(change)?.();
    holds.delete(change);
  }

  /** It can't be taken back any more. */
  function release(held: Held): void {
    endHold(held);
    const due = withoutHold(held);
    waiters.set(due, takeWaiters(held));
    update(changes.map((change) => (change === held ? due : change)));
    pump();
  }

  function askedAt(): string {
    return new Date(clock.now()).toISOString();
  }

  return {
    waiting: () => changes,
    /** Takes over what earlier clients left. */
    adopt(left: readonly OutboxChange[]): void {
      const oldest = new Date(clock.now() - withdrawalKeptMs).toISOString();
      const kept = left.filter((change) => isReady(change) || change.askedAt > oldest);
      if (kept.length === 0) return;
      update([...kept.map((change) => (isHeld(change) ? withoutHold(change) : change)), ...changes]);
      pump();
    },
    /** Resolves when the server made it, rejects with an `ApiError` when it is refused for good. */
    add: (change: NewChange): Promise<void> => put({ ...change, askedAt: askedAt() }),
    /** As `add`, but made only after `delayMs`, in which `takeBack` ends it: then it resolves too. */
    hold(deletion: Omit<MessageDeletion, 'askedAt'>, delayMs: number): Promise<void> {
      const held: Held = { ...deletion, askedAt: askedAt(), isHeld: true };
      const made = put(held);
      holds.set(
        held,
        clock.after(delayMs, () => release(held)),
      );
      return made;
    },
    /** False where it is too late, or nothing was held. */
    takeBack(messageId: string): boolean {
      const held = changes.filter(isHeld).find((change) => change.messageId === messageId);
      if (!held) return false;
      endHold(held);
      update(changes.filter((change) => change !== held));
      for (const waiter of takeWaiters(held)) waiter.resolve();
      return true;
    },
    /** The page may go and never come back: what was held leaves at once, and not one by one. */
    hurry(): void {
      const all = changes.filter(isHeld);
      for (const held of all) release(held);
      // Made once more by its turn, should there be one: a deletion can be.
      for (const held of all) if (underWay?.messageId !== held.messageId) options.make(held).catch(() => undefined);
    },
    /** The message is taken back, whether or not it arrived. */
    withdraw({ chatId, clientId }: Pick<Withdrawal, 'chatId' | 'clientId'>): void {
      update([...changes, { change: 'withdraw' as const, chatId, clientId, askedAt: askedAt() }]);
    },
    /** Own messages turned up, by whichever way. */
    found(messages: readonly OwnMessage[]): void {
      for (const { clientId, chatId, id, seq } of messages) {
        const withdrawal = changes.find((change) => change.change === 'withdraw' && change.clientId === clientId);
        if (!withdrawal) continue;
        const deletion = { change: 'delete' as const, chatId, messageId: id, seq, askedAt: withdrawal.askedAt };
        update(changes.map((change) => (change === withdrawal ? deletion : change)));
        pump();
      }
    },
    goLive(): void {
      isLive = true;
      if (!isWaitAskedFor) endWait();
      pump();
    },
    goOffline(): void {
      isLive = false;
    },
    close(): void {
      isLive = false;
      endWait();
      for (const held of holds.keys()) endHold(held);
      const left = [...waiters.values()].flat();
      waiters.clear();
      for (const waiter of left) waiter.reject(new DOMException('the client was closed', 'AbortError'));
    },
  };
}

function isReady(change: OutboxChange): change is ReadyChange {
  return change.change !== 'withdraw';
}

function isHeld(change: OutboxChange): change is Held {
  return change.change === 'delete' && change.isHeld === true;
}

function isDue(change: OutboxChange): change is ReadyChange {
  return isReady(change) && !isHeld(change);
}

function withoutHold(held: Held): MessageDeletion {
  const { isHeld: _isHeld, ...due } = held;
  return due;
}

function isSameThing(a: OutboxChange, b: ReadyChange): boolean {
  if (a.change === 'withdraw' || a.messageId !== b.messageId) return false;
  if (a.change === 'react') return b.change === 'react' && a.emoji === b.emoji;
  return a.change === b.change;
}

function isWorthWaiting(error: unknown): error is ApiError {
  return error instanceof ApiError && (isRetryable(error.code) || isAboutSession(error.code));
}

function isAboutSession(code: ClientErrorCode): boolean {
  return code === 'unauthenticated' || code === 'other-user';
}

/** Nothing is left to delete. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'message-deleted' || error.code === 'not-found');
}

function tooMany(): ApiError {
  return new ApiError({
    code: 'too-many-waiting',
    status: 0,
    detail: 'Too many changes wait for the connection. Try again when it is back.',
  });
}
