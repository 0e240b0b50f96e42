import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Stage } from './stage.ts';

const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('append'), arrives: fc.constantFrom('now', 'late', 'twice', 'never') }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('attach'), behind: fc.nat(150) }) },
    { weight: 2, arbitrary: fc.constant({ do: 'turn' } as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'stick' } as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'drain' } as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'hold reads' } as const) },
    { weight: 1, arbitrary: fc.constant({ do: 'let reads' } as const) },
  ),
  { maxLength: 60 },
);

it('[D16] every follower sees every change after its cursor exactly once and in order, whatever happens meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(250), steps, async (before, script) => {
      const stage = new Stage();
      for (let count = 0; count < before; count += 1) stage.log.append();
      const channel = stage.channel(before);
      const followers: { from: number; transport: ReturnType<Stage['connect']>['transport']; drained: () => void }[] =
        [];
      const late: (() => void)[] = [];
      const held: (() => void)[] = [];
      const drain = (): void => {
        for (const { transport, drained } of followers) {
          transport.drain();
          drained();
        }
      };
      for (const step of script) {
        if (step.do === 'append' && 'arrives' in step) {
          const event = stage.log.append();
          const arrive = (): void => channel.accept(event);
          if (step.arrives === 'late') late.push(arrive);
          else if (step.arrives !== 'never') arrive();
          if (step.arrives === 'twice') arrive();
        } else if ('behind' in step) {
          const from = Math.max(0, stage.log.messages.length - step.behind);
          const { connection, transport } = stage.connect('user-1', { softQueuedBytes: 500 });
          channel.attach(connection, from);
          followers.push({ from, transport, drained: () => connection.drained() });
        } else if (step.do === 'turn') await stage.endTurn();
        else if (step.do === 'stick') for (const { transport } of followers) transport.isStuck = true;
        else if (step.do === 'drain') drain();
        else if (step.do === 'hold reads') stage.log.gate = new Promise((resolve) => void held.push(resolve));
        else for (const release of held.splice(0)) release();
      }
      for (const release of held) release();
      stage.log.gate = Promise.resolve();
      for (const arrive of late.toReversed()) arrive();
      for (let round = 0; round < 12; round += 1) {
        await stage.endTurn();
        drain();
      }
      // The round that compares heads with the log.
      channel.hearOf(stage.log.messages.length);
      await channel.heal();
      for (let round = 0; round < 12; round += 1) {
        await stage.endTurn();
        drain();
      }
      const all = stage.log.messages.map(({ rev }) => rev);
      for (const { from, transport } of followers) expect(transport.revs).toEqual(all.slice(from));
      expect(stage.errors).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 120_000);
