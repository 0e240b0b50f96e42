import { expect, it } from 'vitest';
import { createLocalRateStore } from '../bus/rate-store.ts';
import { HourlyAllowance } from './hourly-allowance.ts';

function scene() {
  let now = 0;
  const allowance = new HourlyAllowance(createLocalRateStore(() => now));
  const make = (userId: string, people = 0, isNew = true): Promise<{ isNew: boolean }> =>
    allowance.spend(userId, { chats: 1, people }, { run: async () => ({ isNew }), isInVain: (made) => !made.isNew });
  return { allowance, make, pass: (ms: number) => (now += ms) };
}

const refusal = { code: 'rate-limited' };

it('[A43] one account makes so many chats within an hour, and others are not touched by it', async () => {
  const { make, pass } = scene();
  for (let count = 0; count < 200; count += 1) await make('ada');
  await expect(make('ada')).rejects.toMatchObject({ ...refusal, retryAfterSeconds: 3_600 });
  await expect(make('bob')).resolves.toEqual({ isNew: true });
  pass(3_600_000);
  await expect(make('ada')).resolves.toEqual({ isNew: true });
});

it('[A43] one account puts so many people into chats, whether it makes them or adds to them', async () => {
  const { allowance, make } = scene();
  await make('ada', 5_000);
  await allowance.spend('ada', { chats: 0, people: 4_990 }, { run: () => Promise.resolve() });
  await expect(make('ada', 11)).rejects.toMatchObject(refusal);
  await expect(make('ada', 10)).resolves.toBeDefined();
});

it('[A43] what fails, is refused or finds the chat there already costs nothing', async () => {
  const { allowance, make } = scene();
  const fail = { run: () => Promise.reject(new Error('no disk')) };
  for (let count = 0; count < 300; count += 1) {
    await make('ada', 100, false);
    await expect(allowance.spend('ada', { chats: 1, people: 100 }, fail)).rejects.toThrow('no disk');
    await expect(make('ada', 10_001)).rejects.toMatchObject(refusal);
  }
  for (let count = 0; count < 200; count += 1) await make('ada', 50);
  await expect(make('ada')).rejects.toMatchObject(refusal);
});

it('with limits off nothing is counted', async () => {
  const allowance = new HourlyAllowance(null);
  const run = (): Promise<string> => Promise.resolve('made');
  for (let count = 0; count < 500; count += 1) {
    expect(await allowance.spend('ada', { chats: 1, people: 5_000 }, { run })).toBe('made');
  }
});
