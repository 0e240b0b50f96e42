import type { Clock } from '../../src/realtime/clock.ts';

interface Task {
  at: number;
  order: number;
  run: (() => void) | null;
}

/** Time that passes only from event to event: an hour is over as soon as all that happens in it has happened. */
export class VirtualTime implements Clock {
  #now = Date.UTC(2026, 0, 1);
  #order = 0;
  readonly #heap: Task[] = [];
  /** Events so far. */
  count = 0;

  wallNow = (): number => this.now();
  monotonicNow = (): number => this.now();

  now = (): number => Math.floor(this.#now);

  /** With the part below a millisecond: for measuring, not for those who expect whole ones. */
  get exact(): number {
    return this.#now;
  }

  after = (delayMs: number, run: () => void): (() => void) => {
    const task: Task = { at: this.#now + Math.max(0, delayMs), order: this.#order++, run };
    push(this.#heap, task);
    return () => {
      task.run = null;
    };
  };

  delay(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.after(delayMs, resolve));
  }

  /** Runs what falls into the next `durationMs`, one event at a time, each with all that follows from it at once. */
  async pass(durationMs: number): Promise<void> {
    const end = this.#now + durationMs;
    for (let next = this.#heap[0]; next && next.at <= end; next = this.#heap[0]) {
      pop(this.#heap);
      if (!next.run) continue;
      this.#now = next.at;
      this.count += 1;
      next.run();
      await settled();
    }
    this.#now = end;
  }
}

/** Resolves when no promise has anything left to do. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(left: Task, right: Task): boolean {
  return left.at < right.at || (left.at === right.at && left.order < right.order);
}

function push(heap: Task[], task: Task): void {
  let index = heap.push(task) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || !isBefore(task, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = task;
}

function pop(heap: Task[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = heap[2 * index + 1];
    const right = heap[2 * index + 2];
    const isRight = left !== undefined && right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (!child || !isBefore(child, last)) break;
    heap[index] = child;
    index = 2 * index + (isRight ? 2 : 1);
  }
  heap[index] = last;
}
