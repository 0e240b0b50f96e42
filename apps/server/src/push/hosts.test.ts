import { expect, test } from 'vitest';
import { Hosts, underWayMax } from './hosts.ts';

function beginAll(hosts: Hosts, host: string): number {
  let begun = 0;
  while (hosts.begin(host) === null) begun += 1;
  return begun;
}

test('services that are slow never hold others: there is room for one more, however many they are', () => {
  const hosts = new Hosts(() => 0);
  const slow = Array.from({ length: 6 }, (_, n) => beginAll(hosts, `slow-${n}`));
  expect(slow[0]).toBe(underWayMax / 2);
  expect(slow.every((begun) => begun > 0)).toBe(true);
  expect(hosts.begin('quick')).toBeNull();
});

test('a service that is out of order rests, longer and longer, and is tried by one', () => {
  let now = 0;
  const hosts = new Hosts(() => now);
  for (let n = 0; n < 5; n += 1) {
    expect(hosts.begin('down')).toBeNull();
    hosts.end('down', false);
  }
  const first = hosts.begin('down') ?? 0;
  expect(first).toBeGreaterThan(0);
  expect(hosts.begin('up')).toBeNull();
  now += first;
  expect(beginAll(hosts, 'down')).toBe(1);
  hosts.end('down', false);
  const second = hosts.begin('down') ?? 0;
  expect(second).toBeGreaterThan(first);
  now += second;
  expect(hosts.begin('down')).toBeNull();
  hosts.end('down', true);
  expect(beginAll(hosts, 'down')).toBeGreaterThan(1);
});

test('a hundred that fail at once are one failure more', () => {
  const hosts = new Hosts(() => 0);
  const begun = beginAll(hosts, 'down');
  for (let n = 0; n < begun; n += 1) hosts.end('down', false);
  expect(hosts.begin('down')).toBeLessThan(5_000);
  expect(hosts.underWay).toBe(0);
});
