import { monotonicMicros } from '../measure/clock.ts';
import { Histogram } from '../measure/histogram.ts';
import { markedContent } from './marker.ts';
import type { Population } from './population.ts';
import type { SendArgs, SendResult } from './wire.ts';

/**
 * Sends over many connections in turn. In an open loop every message has a time at which it is meant to leave, and latency is
 * counted from that time: a server that stalls is charged for the messages that should have left meanwhile.
 */
export class SendLoop {
  readonly acknowledged = new Histogram();
  #population: Population;
  #args: SendArgs;
  #senders: number[];
  #lateness = new Histogram();
  /** Of each connection, when its unacknowledged messages were meant to leave, oldest first. */
  #underWay = new Map<number, number[]>();
  #sentBy = new Map<number, number>();
  #timer: NodeJS.Timeout | null = null;
  #isRunning = true;
  #sent = 0;
  #acks = 0;

  constructor(population: Population, args: SendArgs) {
    this.#population = population;
    this.#args = args;
    this.#senders = args.chatIds.flatMap((chatId, index) => (chatId === null ? [] : [index]));
    for (const index of this.#senders) this.#underWay.set(index, []);
    population.reactions = { onAck: (index) => this.#takeAck(index) };
    if (args.ratePerSecond) this.#startOpenLoop(args.ratePerSecond);
    else this.#startClosedLoop(args.inFlight ?? 1);
  }

  stop(): SendResult {
    this.#isRunning = false;
    if (this.#timer) clearTimeout(this.#timer);
    return { sent: this.#sent, acknowledged: this.#acks, lateness: this.#lateness.toJSON() };
  }

  #startClosedLoop(inFlight: number): void {
    for (const index of this.#senders) {
      for (let sent = 0; sent < inFlight; sent++) this.#sendNext(index);
    }
  }

  #startOpenLoop(ratePerSecond: number): void {
    const from = monotonicMicros();
    const gapMicros = 1_000_000 / ratePerSecond;
    const sendDue = (): void => {
      if (!this.#isRunning) return;
      const now = monotonicMicros();
      while (from + this.#sent * gapMicros <= now) this.#sendDueAt(Math.round(from + this.#sent * gapMicros), now);
      this.#timer = setTimeout(sendDue, 1);
    };
    sendDue();
  }

  #sendDueAt(intended: number, now: number): void {
    this.#lateness.record(now - intended);
    this.#send(this.#senders[this.#sent % this.#senders.length] ?? 0, intended);
  }

  #send(index: number, intended: number): void {
    const chatId = this.#args.chatIds[index];
    const socket = this.#population.sockets[index];
    if (!chatId || !socket) return;
    this.#underWay.get(index)?.push(intended);
    const clientId = `${process.pid}-${intended}-${this.#sent++}`;
    socket.send(socket.encodeSend(chatId, clientId, markedContent(intended, this.#args.contentBytes)));
  }

  #takeAck(index: number): void {
    const intended = this.#underWay.get(index)?.shift();
    if (intended === undefined) return;
    this.#acks++;
    this.acknowledged.record(monotonicMicros() - intended);
    if (this.#isRunning && !this.#args.ratePerSecond) this.#sendNext(index);
  }

  #sendNext(index: number): void {
    const sent = (this.#sentBy.get(index) ?? 0) + 1;
    if (sent > (this.#args.limitPerConnection ?? Number.POSITIVE_INFINITY)) return;
    this.#sentBy.set(index, sent);
    this.#send(index, monotonicMicros());
  }
}
