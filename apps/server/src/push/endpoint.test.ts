import { expect, test } from 'vitest';
import { readEndpoint } from './endpoint.ts';
import { isPublicAddress } from './public-addresses.ts';

test.each([
  'https://fcm.googleapis.com/fcm/send/abc:def',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/QGuQ',
  'https://push.example.org:8443/up?id=1',
  'https://8.8.8.8/push',
  'https://[2606:4700::1]/push',
])('is sent to: %s', (url) => {
  expect(readEndpoint(url, { private: false })).toBeInstanceOf(URL);
});

// [A20]
test.each([
  'http://fcm.googleapis.com/fcm/send/abc',
  'ftp://push.example.org/',
  'https://name:word@push.example.org/',
  'https://localhost/',
  'https://localhost./',
  'https://printer/',
  'https://app.localhost/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  'https://[fd12:3456::1]/',
  'https://[fe80::1]/',
  'https://10.0.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://198.18.0.1/',
  'https://0.0.0.0/',
  'https://255.255.255.255/',
  'https://224.0.0.1/',
  'nothing at all',
])('[A20] is not sent to: %s', (url) => {
  expect(readEndpoint(url, { private: false })).toBeTypeOf('string');
});

test('a push service of one’s own is sent to where that is allowed', () => {
  expect(readEndpoint('http://127.0.0.1:9000/push', { private: true })).toBeInstanceOf(URL);
  expect(readEndpoint('file:///etc/passwd', { private: true })).toBeTypeOf('string');
});

test('an address counts as what it holds, however it is written', () => {
  const addresses = ['::ffff:10.0.0.1', '::ffff:8.8.8.8', '0:0:0:0:0:ffff:127.0.0.1', 'fe80::1%eth0', '9.255.255.255'];
  expect(addresses.map((address) => isPublicAddress(address))).toEqual([false, true, false, false, true]);
});
