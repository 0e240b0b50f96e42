import { serverLimits, type Receipt } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import type { Accounts } from '../accounts/index.ts';
import type { OpenChats } from '../presence/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';

interface TellerContext {
  accounts: Pick<Accounts, 'whoHide'>;
  openChats: OpenChats;
  clock: Clock;
  /** How far the members of a chat are; null where they are too many to be told. */
  read: (chatId: string) => Promise<Receipt[] | null>;
  onError: (error: unknown) => void;
}

/** A chat in which somebody moved a moment ago. */
interface Stirred {
  /** How far those are who have read on since all were told, by their ids. */
  moved: Map<string, number>;
  isChanged: boolean;
}

/** Moves are gathered this long: those who look at a chat read a new message at the same moment. */
const gatherMs = 50;

/**
 * Tells those who have a small chat open how far its members have read, those who show it (D42, D43): all of it at once on opening, and
 * again when it changed, once a second at most. It is read from the database each time, one reading of a chat after the other, so
 * that nobody is seen to go back.
 */
export class ReceiptTeller {
  readonly #context: TellerContext;
  readonly #stirred = new Map<string, Stirred>();
  readonly #turns = new Map<string, Promise<void>>();

  constructor(context: TellerContext) {
    this.#context = context;
    context.openChats.onOpened((chatId, connection) => {
      if (connection.wantsReceipts && !isThreadId(chatId)) this.#inTurn(chatId, () => this.#tell(chatId, [connection]));
    });
  }

  /** Somebody has read on, or has more by now. */
  changed(chatId: string, read?: { userId: string; readSeq: number }): void {
    if (!this.#context.openChats.isOpen(chatId) || isThreadId(chatId)) return;
    const stirred = this.#stirred.get(chatId) ?? this.#stir(chatId);
    stirred.isChanged = true;
    if (read) stirred.moved.set(read.userId, Math.max(read.readSeq, stirred.moved.get(read.userId) ?? 0));
  }

  #stir(chatId: string): Stirred {
    const stirred: Stirred = { moved: new Map(), isChanged: true };
    this.#stirred.set(chatId, stirred);
    this.#tellAfter(gatherMs, chatId, stirred);
    return stirred;
  }

  #tellAfter(waitMs: number, chatId: string, stirred: Stirred): void {
    this.#context.clock.after(waitMs, () => {
      if (!stirred.isChanged || !this.#context.openChats.isOpen(chatId)) {
        this.#stirred.delete(chatId);
        return;
      }
      const { moved } = stirred;
      stirred.moved = new Map();
      stirred.isChanged = false;
      this.#inTurn(chatId, () => this.#tell(chatId, [...this.#context.openChats.connectionsOf(chatId)], moved));
      this.#tellAfter(serverLimits.ephemeralIntervalMs, chatId, stirred);
    });
  }

  #inTurn(chatId: string, task: () => Promise<void>): void {
    const turn = (this.#turns.get(chatId) ?? Promise.resolve())
      .then(task)
      .catch(this.#context.onError)
      .finally(() => {
        if (this.#turns.get(chatId) === turn) this.#turns.delete(chatId);
      });
    this.#turns.set(chatId, turn);
  }

  /** `moved` is for clients of the first version, which are told of one person at a time. */
  async #tell(
    chatId: string,
    connections: readonly Connection[],
    moved: ReadonlyMap<string, number> = new Map(),
  ): Promise<void> {
    const { read, accounts, openChats } = this.#context;
    const all = await read(chatId);
    if (all === null) return;
    const members = new Set(all.map(({ userId }) => userId));
    const hiding = await accounts.whoHide('receipts', [...members]);
    const shown = all.filter(({ userId }) => !hiding.has(userId));
    const frames = { shown: receiptsFrame(chatId, shown), nothing: receiptsFrame(chatId, []) };
    const reads = [...moved]
      .filter(([userId]) => members.has(userId) && !hiding.has(userId))
      .map(([userId, readSeq]) => ({ userId, frame: jsonFrame({ type: 'read', chatId, userId, readSeq }) }));
    for (const connection of connections) {
      const { userId, endpoint, wantsReceipts } = connection;
      // Removed, or gone, while it was read.
      if (endpoint !== 'unified' || !members.has(userId) || !openChats.isOpenFor(chatId, connection)) continue;
      const isBlind = hiding.has(userId);
      if (wantsReceipts) connection.sendEphemeral(isBlind ? frames.nothing : frames.shown);
      else if (!isBlind) for (const one of reads) if (one.userId !== userId) connection.sendEphemeral(one.frame);
    }
  }
}

function receiptsFrame(chatId: string, cursors: readonly Receipt[]): Buffer {
  return jsonFrame({ type: 'receipts', chatId, cursors });
}

function jsonFrame(event: object): Buffer {
  return textFrame(JSON.stringify(event));
}
