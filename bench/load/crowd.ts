import { monotonicMicros } from '../measure/clock.ts';
import { Histogram } from '../measure/histogram.ts';
import { openAll } from './open-all.ts';
import { ResumingClient } from './resuming-client.ts';
import type { CrowdArgs, CrowdQuestion, CrowdState, TalkArgs, TalkResult } from './wire.ts';

/** Clients of one process that talk a little and come back by themselves. */
export class Crowd {
  readonly #clients: ResumingClient[] = [];
  readonly #sent: Record<string, number> = {};
  #timer: NodeJS.Timeout | null = null;
  #turn = 0;

  /** Resolves when all are live. */
  async gather({ clients, ports, concurrency }: CrowdArgs): Promise<void> {
    await openAll(
      clients.length,
      concurrency,
      (index) =>
        new Promise((resolve) => {
          const place = clients[index];
          if (place) this.#clients.push(new ResumingClient(place, ports, resolve));
        }),
    );
  }

  /** They speak in turn, each in its chats in turn, live or not: what can't be sent is sent when they are back. */
  talk({ ratePerSecond, contentBytes }: TalkArgs): void {
    const content = 'lorem ipsum '.padEnd(contentBytes, 'dolor sit amet ');
    const from = monotonicMicros();
    let sent = 0;
    this.#timer = setInterval(() => {
      const due = ((monotonicMicros() - from) * ratePerSecond) / 1e6;
      for (; sent < due; sent++) this.#speak(content);
    }, 5);
  }

  hush(): TalkResult {
    if (this.#timer) clearInterval(this.#timer);
    return { sent: this.#sent };
  }

  state({ heads, sinceMicros }: CrowdQuestion): CrowdState {
    const back = new Histogram();
    let lastBackMicros = 0;
    for (const { liveAtMicros } of this.#clients) {
      if (!(liveAtMicros > sinceMicros)) continue;
      back.record(liveAtMicros - sinceMicros);
      lastBackMicros = Math.max(lastBackMicros, liveAtMicros - sinceMicros);
    }
    const sum = (count: (client: ResumingClient) => number): number =>
      this.#clients.reduce((total, client) => total + count(client), 0);
    return {
      notLive: sum((client) => Number(!client.isLive)),
      behind: sum(({ positions }) => Number(!positions.isAt(heads))),
      unacknowledged: sum((client) => client.unacknowledged),
      doubled: sum(({ positions }) => positions.doubled),
      missing: sum(({ positions }) => positions.missing),
      reset: sum(({ positions }) => positions.reset),
      refused: sum((client) => client.refused),
      reconnects: sum((client) => client.reconnects),
      revs: this.#greatestRevs(),
      back: back.toJSON(),
      lastBackMicros,
    };
  }

  #speak(content: string): void {
    const client = this.#clients[this.#turn % this.#clients.length];
    const chatIds = Object.keys(client?.positions.revs ?? {});
    const chatId = chatIds[Math.floor(this.#turn / this.#clients.length) % chatIds.length];
    this.#turn++;
    if (!client || chatId === undefined) return;
    this.#sent[chatId] = (this.#sent[chatId] ?? 0) + 1;
    client.say(chatId, content);
  }

  #greatestRevs(): Record<string, number> {
    const greatest: Record<string, number> = {};
    for (const { positions } of this.#clients) {
      for (const [chatId, rev] of Object.entries(positions.revs)) {
        greatest[chatId] = Math.max(greatest[chatId] ?? 0, rev);
      }
    }
    return greatest;
  }
}
