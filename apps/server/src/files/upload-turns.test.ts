import { expect, test } from 'vitest';
import { UploadTurns } from './upload-turns.ts';

const never = new AbortController().signal;

test('one after the other has an upload, and each is asked to leave it by the next', async () => {
  const turns = new UploadTurns();
  const heard: string[] = [];
  const begin = async (name: string, signal = never): Promise<() => Promise<void>> => {
    const lock = turns.newLock('upload');
    await lock.lock(signal, () => void heard.push(`${name} is to leave`));
    heard.push(`${name} begins`);
    return lock.unlock;
  };
  const endFirst = await begin('first');
  const gone = new AbortController();
  const [second, left, third] = [begin('second'), begin('left', gone.signal), begin('third')];
  gone.abort();
  await expect(left).rejects.toMatchObject({ code: 'unavailable' });
  await endFirst();
  await (
    await second
  )();
  await (
    await third
  )();
  expect(new Set(heard.slice(0, 4))).toEqual(new Set(['first begins', 'first is to leave']));
  expect(heard.slice(4)).toEqual(['second is to leave', 'second begins', 'third begins']);
  await (
    await begin('fourth')
  )();
});

test('[A43] of many who want the same at once the last are refused, and nobody asks all the time', async () => {
  const turns = new UploadTurns();
  let asked = 0;
  const lock = () => turns.newLock('upload').lock(never, () => void (asked += 1));
  await lock();
  const others = Array.from({ length: 50 }, lock);
  const refusals = others.slice(4).map((other) => expect(other).rejects.toMatchObject({ code: 'unavailable' }));
  await Promise.all(refusals);
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toBe(4);
  for (const other of others.slice(0, 4)) {
    await turns.newLock('upload').unlock();
    await other;
  }
  await turns.askBack('upload');
  await turns.newLock('upload').unlock();
  await expect(turns.newLock('upload').lock(never, () => {})).resolves.toBeUndefined();
});
