import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { StageClock } from '../realtime/stage-clock.ts';
import { UserPace } from '../realtime/user-pace.ts';
import { DescriptionPace } from './description-pace.ts';

test('[A43] of many who are asked for at once, no more are told than one after another would be', async () => {
  // A chat of nobody costs five.
  const pace = new UserPace({ perSecond: 0.001, burst: 12 });
  const descriptions = new DescriptionPace(pace, { clock: new StageClock(), schedule: setImmediate });
  let underWay = 0;
  const tell = async (userId: string): Promise<void> => {
    underWay += 1;
    expect(underWay).toBe(1);
    await endOfTurn();
    underWay -= 1;
    descriptions.charge(userId, [{ members: [] }]);
  };
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => descriptions.run('ada', () => tell('ada'))));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  await expect(descriptions.run('bob', () => tell('bob'))).resolves.toBeUndefined();
});
