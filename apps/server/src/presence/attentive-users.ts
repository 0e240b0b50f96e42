import type { SharedSets } from '../bus/shared-sets.ts';
import type { Clock } from '../realtime/clock.ts';

interface AttentiveContext {
  sets: SharedSets;
  clock: Pick<Clock, 'monotonicNow'>;
  onError: (error: unknown) => void;
}

/** Commands that a person brings about, and no page by itself: one that is open and that nobody looks at says others. */
export const signsOfAttention: ReadonlySet<string> = new Set(['send', 'read', 'typing']);

/** For so long after the last sign of it. */
const attentiveMs = 60_000;
/** How often those who are not any more are looked for. */
export const attentionSweepMs = 5_000;

/** Who does something on one of their devices: with all nodes, to within some seconds. */
export class AttentiveUsers {
  readonly #context: AttentiveContext;
  readonly #until = new Map<string, number>();

  constructor(context: AttentiveContext) {
    this.#context = context;
  }

  /** Called with every command: it costs a look into a map. */
  noticed(userId: string): void {
    const isNew = !this.#until.has(userId);
    this.#until.set(userId, this.#context.clock.monotonicNow() + attentiveMs);
    if (isNew) this.#context.sets.add('attentive', userId).catch(this.#context.onError);
  }

  async isAttentive(userId: string): Promise<boolean> {
    return (await this.#context.sets.intersect('attentive', [userId])).has(userId);
  }

  /** Whose last connection here is over is not. */
  left(userId: string): void {
    if (this.#until.delete(userId)) this.#context.sets.remove('attentive', userId).catch(this.#context.onError);
  }

  sweep(): void {
    const now = this.#context.clock.monotonicNow();
    for (const [userId, until] of this.#until) if (until <= now) this.left(userId);
  }
}
