import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createAddressReader } from './client-address.ts';

function requestFrom(remoteAddress: string, forwardedFor?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(socket);
  if (forwardedFor !== undefined) request.headers['x-forwarded-for'] = forwardedFor;
  return request;
}

const read = createAddressReader(['loopback', '10.0.0.0/8', 'fd00::/8', '192.0.2.7']);

test.each([
  ['203.0.113.9', undefined, '203.0.113.9'],
  ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::1', '198.51.100.1, 10.1.2.3', '198.51.100.1'],
  // What is left of the first untrusted hop was said by that hop.
  ['10.0.0.1', '1.1.1.1, 198.51.100.1, 192.0.2.7', '198.51.100.1'],
  ['fd00::1', '2001:db8::1', '2001:db8::1'],
  ['10.0.0.1', 'unknown', '10.0.0.1'],
  ['10.0.0.1', '', '10.0.0.1'],
])('[A6] %s that says %s is %s', (remote, forwarded, address) => {
  expect(read(requestFrom(remote, forwarded))).toBe(address);
});

test('nobody is believed where no proxy is trusted', () => {
  expect(createAddressReader([])(requestFrom('127.0.0.1', '198.51.100.1'))).toBe('127.0.0.1');
});
