import { expect, test } from 'vitest';
import { StorageOpenError, StorageUnavailableError } from '../storage-errors.ts';
import { Lane } from './lane.ts';

const settings = { file: '/data/confab.db', rules: null, maxFileBytes: null };
/** A thread that answers `begin` and dies of anything else. */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ id, job }) => {
      if (job !== 'begin') throw new Error('out of memory');
      parentPort.postMessage({ id, output: null });
    });
    parentPort.postMessage({ ready: true });
  `)}`,
);

test('a thread that dies rejects what was asked of it, and everything after, and is reported once', async () => {
  const deaths: Error[] = [];
  const lane = await Lane.open({ entry, settings, onDeath: (error) => deaths.push(error) });
  await lane.call('begin', null);
  const fatal = lane.call('roll-back', null);
  const behind = lane.call('begin', null);
  await expect(fatal).rejects.toThrow(StorageUnavailableError);
  await expect(behind).rejects.toThrow(StorageUnavailableError);
  await expect(lane.call('begin', null)).rejects.toThrow(StorageUnavailableError);
  expect(deaths).toHaveLength(1);
  await lane.close();
});

test('whoever waits for a thread that dies is told too', async () => {
  const lane = await Lane.open({ entry, settings, onDeath: () => undefined });
  const held = await lane.hold();
  const queued = lane.call('begin', null);
  const next = lane.hold();
  const fatal = held.call('roll-back', null);
  await expect(fatal).rejects.toThrow(StorageUnavailableError);
  await expect(queued).rejects.toThrow(StorageUnavailableError);
  await expect((await next).call('begin', null)).rejects.toThrow(StorageUnavailableError);
});

test('while somebody holds a lane, others wait in their order', async () => {
  const lane = await Lane.open({ entry, settings, onDeath: () => undefined });
  const order: string[] = [];
  const first = await lane.hold();
  const waiting = [
    lane.call('begin', null).then(() => order.push('queued call')),
    lane.hold().then((second) => {
      second.release();
      return order.push('second holder');
    }),
    lane.call('begin', null).then(() => order.push('last call')),
  ];
  await first.call('begin', null);
  order.push('first holder');
  first.release();
  await Promise.all(waiting);
  expect(order[0]).toBe('first holder');
  expect(order.indexOf('last call')).toBe(3);
  await lane.call('close', null).catch(() => undefined);
});

test('a thread that cannot open its database says why', async () => {
  const greeting = { ready: false, error: { message: 'no', errcode: 26, lockTaken: false } };
  const failing = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.postMessage(${JSON.stringify(greeting)});
    `)}`,
  );
  const opening = Lane.open({ entry: failing, settings, onDeath: () => undefined });
  await expect(opening).rejects.toThrow(StorageOpenError);
  await expect(opening).rejects.toThrow('/data/confab.db is not a SQLite database');
});
