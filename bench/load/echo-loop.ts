import { monotonicMicros } from '../measure/clock.ts';
import { markedContent } from './marker.ts';
import type { Population } from './population.ts';
import type { EchoArgs, EchoResult } from './wire.ts';

/** Sends to one group, the next message when the sender's own copy of an earlier one has come back. */
export class EchoLoop {
  #population: Population;
  #args: EchoArgs;
  #isRunning = true;
  #sent = 0;
  #returned = 0;

  constructor(population: Population, args: EchoArgs) {
    this.#population = population;
    this.#args = args;
    population.reactions = { onMessage: (index) => this.#takeCopy(index) };
    for (let sent = 0; sent < args.inFlight; sent++) this.#send();
  }

  stop(): EchoResult {
    this.#isRunning = false;
    return { sent: this.#sent, returned: this.#returned };
  }

  #takeCopy(index: number): void {
    if (index !== 0) return;
    this.#returned++;
    if (this.#isRunning) this.#send();
  }

  #send(): void {
    const [sender] = this.#population.sockets;
    const clientId = `${process.pid}-${monotonicMicros()}-${this.#sent++}`;
    const content = markedContent(monotonicMicros(), this.#args.contentBytes);
    sender?.send(sender.encodeSend(this.#args.chatId, clientId, content));
  }
}
