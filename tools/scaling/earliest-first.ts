/** A binary heap of what happens at a time: the earliest is taken first. */
export class EarliestFirst<Event extends { at: number }> {
  readonly #events: Event[] = [];

  add(event: Event): void {
    let index = this.#events.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#at(parent) <= event.at) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  take(): Event | undefined {
    const earliest = this.#events[0];
    const last = this.#events.pop();
    if (earliest === undefined || last === undefined || this.#events.length === 0) return earliest;
    this.#events[0] = last;
    this.#sink();
    return earliest;
  }

  #sink(): void {
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = this.#at(right) < this.#at(left) ? right : left;
      if (this.#at(child) >= this.#at(index)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  #at(index: number): number {
    return this.#events[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(one: number, other: number): void {
    const [first, second] = [this.#events[one], this.#events[other]];
    if (first === undefined || second === undefined) return;
    this.#events[one] = second;
    this.#events[other] = first;
  }
}
