import { expect, test } from 'vitest';
import { Tick } from './tick.ts';

/** A tick that writes to two sockets at once, and the turns of the event loop that it asks for. */
function openStage() {
  const turns: (() => void)[] = [];
  const said: string[] = [];
  const tick = new Tick((run) => void turns.push(run), 2);
  const socket = (name: string) => ({ flush: () => void said.push(name) });
  const turn = (): string[] => {
    said.length = 0;
    for (const run of turns.splice(0)) run();
    return [...said];
  };
  return { tick, socket, turn };
}

test('many sockets are written to in parts, and what comes meanwhile waits behind them', () => {
  const { tick, socket, turn } = openStage();
  for (const name of ['a', 'b', 'c']) tick.addConnection(socket(name));
  expect(turn()).toEqual(['a', 'b']);
  tick.addConnection(socket('a again'));
  expect([turn(), turn(), turn()]).toEqual([['c'], ['a again'], []]);
});

test('channels are handed out before every part: a socket that is written to later falls behind no channel', () => {
  const { tick, socket, turn } = openStage();
  for (const name of ['a', 'b', 'c']) tick.addConnection(socket(name));
  expect(turn()).toEqual(['a', 'b']);
  let isHandedOut = false;
  tick.addChannel({ distribute: () => (isHandedOut = true) });
  tick.addConnection({ flush: () => expect(isHandedOut).toBe(true) });
  expect([turn(), isHandedOut]).toEqual([['c'], true]);
  turn();
});

test('who waits until all is written waits for every part, and for nobody who comes later', async () => {
  const { tick, socket, turn } = openStage();
  for (const name of ['a', 'b', 'c']) tick.addConnection(socket(name));
  const written: string[] = [];
  void tick.untilWritten().then(() => written.push('first'));
  turn();
  void tick.untilWritten().then(() => written.push('second'));
  await Promise.resolve();
  expect(written).toEqual([]);
  tick.addConnection(socket('d'));
  turn();
  await Promise.resolve();
  expect(written).toEqual(['first']);
  turn();
  await Promise.resolve();
  expect(written).toEqual(['first', 'second']);
  await tick.untilWritten();
});
