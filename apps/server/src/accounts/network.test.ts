import { expect, test } from 'vitest';
import { nearnessOf, networkOf } from './network.ts';

test('addresses of one line are one network, however they are written', () => {
  expect(networkOf('203.0.113.9')).toBe(networkOf('203.0.113.200'));
  expect(networkOf('203.0.113.9')).not.toBe(networkOf('203.0.114.9'));
  expect(networkOf('2001:db8::1')).toBe(networkOf('2001:0DB8:0:0:1:2:3:4'));
  expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8::1'));
  expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'));
  expect(networkOf('::1')).toBe('0:0:0:0');
});

test('what is near is said, and of what is not no place is made up', () => {
  expect(nearnessOf('203.0.113.9', '203.0.113.1')).toBe('same');
  expect(nearnessOf('192.168.2.9', '203.0.113.1')).toBe('private');
  expect(nearnessOf('172.20.0.1', null)).toBe('private');
  expect(nearnessOf('172.32.0.1', null)).toBe('other');
  expect(nearnessOf('fd00::1', '203.0.113.1')).toBe('private');
  expect(nearnessOf('2001:db8::1', '203.0.113.1')).toBe('other');
  expect(nearnessOf('nonsense', null)).toBe('other');
});
