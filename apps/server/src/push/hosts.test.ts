import { expect, test } from 'vitest';
import { Hosts, underWayMax } from './hosts.ts';

/** Of many people, or of one. */
function beginAll(hosts: Hosts, host: string, userId?: string): number {
  let begun = 0;
  while (hosts.begin(host, userId ?? `person ${begun}`) === null) begun += 1;
  return begun;
}

function endAll(hosts: Hosts, host: string, begun: number): void {
  for (let n = 0; n < begun; n += 1) hosts.end(host, `person ${n}`, false);
}

test('services that are slow never hold others: there is room for one more, however many they are', () => {
  const hosts = new Hosts(() => 0);
  const slow = Array.from({ length: 6 }, (_, n) => beginAll(hosts, `slow-${n}`));
  expect(slow[0]).toBe(underWayMax / 2);
  expect(slow.every((begun) => begun > 0)).toBe(true);
  expect(hosts.begin('quick', 'ada')).toBeNull();
});

test('a service that is out of order rests, longer and longer, and is tried by one', () => {
  let now = 0;
  const hosts = new Hosts(() => now);
  for (let n = 0; n < 5; n += 1) {
    expect(hosts.begin('down', 'ada')).toBeNull();
    hosts.end('down', 'ada', false);
  }
  const first = hosts.begin('down', 'ada') ?? 0;
  expect(first).toBeGreaterThan(0);
  expect(hosts.begin('up', 'ada')).toBeNull();
  now += first;
  expect(beginAll(hosts, 'down', 'ada')).toBe(1);
  hosts.end('down', 'ada', false);
  const second = hosts.begin('down', 'ada') ?? 0;
  expect(second).toBeGreaterThan(first);
  now += second;
  expect(hosts.begin('down', 'ada')).toBeNull();
  hosts.end('down', 'ada', true);
  expect(beginAll(hosts, 'down')).toBeGreaterThan(1);
});

test('a hundred that fail at once are one failure more', () => {
  const hosts = new Hosts(() => 0);
  const begun = beginAll(hosts, 'down');
  endAll(hosts, 'down', begun);
  expect(hosts.begin('down', 'ada')).toBeLessThan(5_000);
  expect(hosts.underWay).toBe(0);
});

test('[A43] whoever names one slow service after the other holds nobody else', () => {
  const hosts = new Hosts(() => 0);
  const slow = Array.from({ length: 20 }, (_, n) => beginAll(hosts, `slow-${n}`, 'eve'));
  expect(slow.reduce((sum, begun) => sum + begun, 0)).toBeLessThan(underWayMax / 4);
  expect(beginAll(hosts, 'quick')).toBeGreaterThan(underWayMax / 4);
  for (const [n, begun] of slow.entries()) for (let one = 0; one < begun; one += 1) hosts.end(`slow-${n}`, 'eve', true);
  expect(hosts.begin('quicker', 'eve')).toBeNull();
});
