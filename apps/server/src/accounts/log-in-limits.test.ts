import { describe, expect, test } from 'vitest';
import { createLocalRateStore } from '../bus/rate-store.ts';
import { ApiError } from '../http/index.ts';
import { limitLogIn } from './log-in-limits.ts';

function setUp() {
  const clock = { now: 0 };
  const rates = createLocalRateStore(() => clock.now);
  /** What comes of a try: the seconds to wait, or the word. */
  const attempt = async (
    address: string,
    name: string,
    { device = null, isRight = false }: { device?: string | null; isRight?: boolean } = {},
  ) => {
    try {
      return await limitLogIn(rates, { address, name, device }, () =>
        isRight ? Promise.resolve('in') : Promise.reject(new ApiError('invalid-credentials', 'No.')),
      );
    } catch (error) {
      return error instanceof ApiError && error.code === 'rate-limited' ? 'wait' : 'wrong';
    }
  };
  const guess = async (times: number, address: string, name: string): Promise<string[]> => {
    const answers: string[] = [];
    for (let at = 0; at < times; at += 1) answers.push(await attempt(address, name));
    return answers;
  };
  return { clock, attempt, guess };
}

function countOf(answers: string[], word: string): number {
  return answers.filter((answer) => answer === word).length;
}

describe('[A6] wrong passwords', () => {
  test('make the wait grow: of a program that never stops, 50 tries a day get through', async () => {
    const { clock, guess } = setUp();
    const inTime = async (seconds: number): Promise<number> => {
      let tries = 0;
      for (const end = clock.now + seconds * 1_000; clock.now < end; clock.now += 10_000) {
        tries += countOf(await guess(10, '10.0.0.1', 'ada'), 'wrong');
      }
      return tries;
    };
    expect(await inTime(20)).toBe(5);
    expect(await inTime(250)).toBe(5);
    expect(await inTime(3_000)).toBe(10);
    expect(await inTime(80_000)).toBe(30);
  });

  test('of a stranger lock neither another address out nor a device that was there before', async () => {
    const { attempt, guess } = setUp();
    await guess(20, '10.0.0.1', 'ada');
    expect(await attempt('10.0.0.1', 'ada', { isRight: true })).toBe('wait');
    expect(await attempt('10.0.0.2', 'ada', { isRight: true })).toBe('in');
    expect(await attempt('10.0.0.1', 'ada', { isRight: true, device: 'hers' })).toBe('in');
  });

  test('from many addresses stop new devices alone', async () => {
    const { attempt, guess } = setUp();
    const answers: string[] = [];
    for (let at = 0; at < 40; at += 1) answers.push(...(await guess(3, `10.0.0.${at}`, 'ada')));
    expect(countOf(answers, 'wrong')).toBe(100);
    expect(await attempt('10.9.9.9', 'ada', { isRight: true })).toBe('wait');
    expect(await attempt('10.0.0.1', 'ada', { isRight: true, device: 'hers' })).toBe('in');
    expect(await attempt('10.9.9.9', 'bob', { isRight: true })).toBe('in');
  });

  test('from one address for many names stop that address, but not a device known there', async () => {
    const { attempt } = setUp();
    const answers: string[] = [];
    for (let at = 0; at < 120; at += 1) answers.push(await attempt('10.0.0.1', `name-${at}`));
    expect(countOf(answers, 'wrong')).toBe(100);
    expect(await attempt('10.0.0.1', 'ada', { isRight: true, device: 'hers' })).toBe('in');
  });

  test('of one address for made-up names do not make the server forget those of many', async () => {
    const { clock, attempt, guess } = setUp();
    for (let at = 0; at < 34; at += 1) await guess(3, `10.0.0.${at}`, 'ada');
    expect(await attempt('10.9.9.9', 'ada')).toBe('wait');
    for (let at = 0; at < 25_000; at += 1) {
      await attempt('10.8.8.8', `made-up-${at}`);
      clock.now += 100;
    }
    expect(await attempt('10.9.9.8', 'ada')).toBe('wait');
  });

  test('for one name do not use up what its address may try for others', async () => {
    const { attempt, guess } = setUp();
    await guess(300, '10.0.0.1', 'ada');
    expect(await attempt('10.0.0.1', 'bob', { isRight: true })).toBe('in');
  });

  test('of a device that is known count too', async () => {
    const { attempt } = setUp();
    for (let at = 0; at < 10; at += 1) expect(await attempt('10.0.0.1', 'ada', { device: 'hers' })).toBe('wrong');
    expect(await attempt('10.0.0.1', 'ada', { device: 'hers', isRight: true })).toBe('wait');
  });

  test('at once are no way round', async () => {
    const { attempt } = setUp();
    const answers = await Promise.all(Array.from({ length: 50 }, () => attempt('10.0.0.1', 'ada')));
    expect(countOf(answers, 'wrong')).toBe(5);
  });

  test('are all that counts', async () => {
    const { attempt } = setUp();
    for (let at = 0; at < 50; at += 1) expect(await attempt('10.0.0.1', 'ada', { isRight: true })).toBe('in');
  });
});
