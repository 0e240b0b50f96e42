import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Channel } from './channel.ts';
import { Stage, type StageTransport } from './stage.ts';

type Step =
  | { do: 'append'; arrives: 'now' | 'late' | 'twice' | 'never' }
  | { do: 'attach'; behind: number }
  | { do: 'turn' | 'stick' | 'drain' | 'hold reads' | 'let reads' };

const arrivals = fc.constantFrom('now' as const, 'late' as const, 'twice' as const, 'never' as const);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: arrivals.map((arrives): Step => ({ do: 'append', arrives })) },
    { weight: 3, arbitrary: fc.nat(150).map((behind): Step => ({ do: 'attach', behind })) },
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(
          'turn' as const,
          'turn' as const,
          'stick' as const,
          'drain' as const,
          'hold reads' as const,
          'let reads' as const,
        )
        .map((what): Step => ({ do: what })),
    },
  ),
  { maxLength: 60 },
);

/** A channel in a script: changes come and get lost, followers come from any place, get stuck, and drain. */
class Play {
  readonly stage = new Stage();
  readonly followers: { from: number; transport: StageTransport; drained: () => void }[] = [];
  readonly #channel: Channel;
  readonly #late: (() => void)[] = [];
  readonly #held: (() => void)[] = [];

  constructor(before: number) {
    for (let count = 0; count < before; count += 1) this.stage.log.append();
    this.#channel = this.stage.channel(before);
  }

  async play(step: Step): Promise<void> {
    if (step.do === 'append') this.#append(step.arrives);
    else if (step.do === 'attach') this.#attach(step.behind);
    else if (step.do === 'turn') await this.stage.endTurn();
    else if (step.do === 'stick') for (const { transport } of this.followers) transport.isStuck = true;
    else if (step.do === 'drain') this.#drain();
    else if (step.do === 'hold reads') this.#holdReads();
    else this.#letReads();
  }

  /** All that is late arrives, the last first, and the round is made that compares the head with the log. */
  async end(): Promise<void> {
    this.#letReads();
    this.stage.log.gate = Promise.resolve();
    for (const arrive of this.#late.toReversed()) arrive();
    await this.#settle();
    this.#channel.hearOf(this.stage.log.messages.length);
    await this.#channel.heal();
    await this.#settle();
  }

  async #settle(): Promise<void> {
    for (let round = 0; round < 12; round += 1) {
      await this.stage.endTurn();
      this.#drain();
    }
  }

  #append(arrives: 'now' | 'late' | 'twice' | 'never'): void {
    const event = this.stage.log.append();
    const arrive = (): void => this.#channel.accept(event);
    if (arrives === 'late') this.#late.push(arrive);
    if (arrives === 'now' || arrives === 'twice') arrive();
    if (arrives === 'twice') arrive();
  }

  #attach(behind: number): void {
    const from = Math.max(0, this.stage.log.messages.length - behind);
    const { connection, transport } = this.stage.connect('user-1', { softQueuedBytes: 500 });
    this.#channel.attach(connection, from);
    this.followers.push({ from, transport, drained: () => connection.drained() });
  }

  #drain(): void {
    for (const { transport, drained } of this.followers) {
      transport.drain();
      drained();
    }
  }

  #holdReads(): void {
    this.stage.log.gate = new Promise((resolve) => void this.#held.push(resolve));
  }

  #letReads(): void {
    for (const release of this.#held.splice(0)) release();
  }
}

it('[D16] every follower sees every change after its cursor exactly once and in order, whatever happens meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(250), steps, async (before, script) => {
      const play = new Play(before);
      for (const step of script) await play.play(step);
      await play.end();
      const all = play.stage.log.messages.map(({ rev }) => rev);
      for (const { from, transport } of play.followers) expect(transport.revs).toEqual(all.slice(from));
      expect(play.stage.errors).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 120_000);
