import { expect, test } from 'vitest';
import { createKnownDevices } from './known-devices.ts';

const secret = 's'.repeat(32);

test('a device is known to the accounts that it has logged in to, and to no other', () => {
  const devices = createKnownDevices(secret);
  const first = devices.remember(null, 'ada');
  const both = devices.remember(first, 'bob');
  expect(devices.find(first, 'ada')).toMatch(/^[\w-]{22}$/);
  expect(devices.find(both, 'ada')).toBe(devices.find(first, 'ada'));
  expect(devices.find(both, 'bob')).not.toBeNull();
  expect(devices.find(first, 'bob')).toBeNull();
  expect(devices.find(first, undefined)).toBeNull();
});

test('it keeps its number when it logs in again, and four accounts at most', () => {
  const devices = createKnownDevices(secret);
  let cookie = devices.remember(null, 'a');
  const number = devices.find(cookie, 'a');
  for (const user of ['b', 'c', 'a', 'd', 'e']) cookie = devices.remember(cookie, user);
  expect(devices.find(cookie, 'a')).toBe(number);
  expect(devices.find(cookie, 'b')).toBeNull();
  expect(cookie.split('.')).toHaveLength(4);
});

test('[A6] what was made up, changed, or made with another secret is not known', () => {
  const devices = createKnownDevices(secret);
  const genuine = devices.remember(null, 'ada');
  const changed = (genuine.startsWith('A') ? 'B' : 'A') + genuine.slice(1);
  const foreign = createKnownDevices('t'.repeat(32)).remember(null, 'ada');
  for (const cookie of ['', '.', 'x', 'A'.repeat(65), changed, foreign, genuine.slice(1), 'é'.repeat(65)]) {
    expect(devices.find(cookie, 'ada')).toBeNull();
  }
  expect(devices.find(`${'A'.repeat(65)}.${genuine}`, 'ada')).not.toBeNull();
});
