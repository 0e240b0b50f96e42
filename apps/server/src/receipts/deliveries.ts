import type { Clock } from '../realtime/clock.ts';
import type { Delivery } from './receipt-store.ts';

interface DeliveriesContext {
  clock: Clock;
  /** Answers the chats in which any moved. */
  move: (deliveries: readonly Delivery[]) => Promise<string[]>;
  moved: (chatId: string) => void;
  onError: (error: unknown) => void;
}

/** All that clients say within this time is one statement. */
const gatherMs = 250;
const perStatement = 500;
/** While the database is slow or away, what comes on top is said anew by its client, with the next connection. */
const waitingMax = 20_000;

/** Up to where clients have everything of direct chats (D44). The newer replaces the older, and thousands of them cost a few writes. */
export class Deliveries {
  readonly #context: DeliveriesContext;
  #waiting = new Map<string, Delivery>();
  #cancel: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(context: DeliveriesContext) {
    this.#context = context;
  }

  note(delivery: Delivery): void {
    const key = `${delivery.chatId} ${delivery.userId}`;
    const known = this.#waiting.get(key);
    if (known ? known.seq >= delivery.seq : this.#waiting.size >= waitingMax) return;
    this.#waiting.set(key, delivery);
    this.#cancel ??= this.#context.clock.after(gatherMs, () => this.#write());
  }

  async close(): Promise<void> {
    this.#cancel?.();
    this.#write();
    await this.#writing;
  }

  #write(): void {
    this.#cancel = null;
    const all = [...this.#waiting.values()];
    this.#waiting = new Map();
    this.#writing = this.#writing.then(() => this.#writeAll(all)).catch(this.#context.onError);
  }

  async #writeAll(all: readonly Delivery[]): Promise<void> {
    for (let start = 0; start < all.length; start += perStatement) {
      const moved = await this.#context.move(all.slice(start, start + perStatement));
      for (const chatId of moved) this.#context.moved(chatId);
    }
  }
}
