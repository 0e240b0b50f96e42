import { expect, test } from 'vitest';
import { createOriginPolicy } from './origin-policy.ts';

const policy = createOriginPolicy({
  publicUrl: 'https://chat.example.org',
  allowedOrigins: ['https://app.example.org'],
});

test.each([
  [{ origin: 'http://localhost:8000', host: 'localhost:8000' }, true],
  // A proxy that ends TLS passes the host on.
  [{ origin: 'https://other.example.org', host: 'other.example.org' }, true],
  [{ origin: 'https://chat.example.org', host: '127.0.0.1:8000' }, true],
  [{ origin: 'https://app.example.org', host: 'localhost:8000' }, true],
  [{ origin: 'https://app.example.org:444', host: 'localhost:8000' }, false],
  [{ origin: 'http://app.example.org', host: 'localhost:8000' }, false],
  [{ origin: 'https://app.example.org.evil.org', host: 'localhost:8000' }, false],
  [{ origin: 'http://localhost:5173', host: 'localhost:8000' }, false],
  [{ origin: 'null', host: 'null' }, false],
  [{ origin: '', host: 'localhost:8000' }, false],
  [{ origin: 'file://', host: '' }, false],
  [{ origin: 'https://chat.example.org:443', host: '127.0.0.1:8000' }, true],
  [{ origin: 'http://chat.example.org:443', host: '127.0.0.1:8000' }, false],
  [{ origin: 'https://other.example.org', host: 'other.example.org:443' }, true],
  [{ origin: 'http://other.example.org', host: 'Other.example.org:80' }, true],
])('[A15] %j: %s', (headers, allowed) => {
  expect(policy.allowsSocket(headers)).toBe(allowed);
  expect(policy.allowsWrite(headers)).toBe(allowed);
});

test('[A15] a socket without Origin is opened by what is no browser', () => {
  const host = 'localhost:8000';
  expect(policy.allowsSocket({ host })).toBe(true);
  expect(policy.allowsSocket({ host, cookie: 'a=b' })).toBe(true);
  expect(policy.allowsSocket({ host, cookie: 'a=b', 'user-agent': 'Mozilla/5.0' })).toBe(false);
  expect(policy.allowsSocket({ host, cookie: 'a=b', 'sec-fetch-site': 'cross-site' })).toBe(false);
});

test('configured origins are compared without the port that their scheme implies', () => {
  const withPort = createOriginPolicy({ publicUrl: 'https://chat.example.org:443', allowedOrigins: [] });
  expect(withPort.allowsSocket({ origin: 'https://chat.example.org', host: 'inside' })).toBe(true);
});

test('[A16] a write without Origin is judged by Sec-Fetch-Site, and let through from what is no browser', () => {
  const host = 'localhost:8000';
  expect(policy.allowsWrite({ host })).toBe(true);
  expect(policy.allowsWrite({ host, 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(policy.allowsWrite({ host, 'sec-fetch-site': 'none' })).toBe(true);
  expect(policy.allowsWrite({ host, 'sec-fetch-site': 'same-site' })).toBe(false);
  expect(policy.allowsWrite({ host, 'sec-fetch-site': 'cross-site' })).toBe(false);
});
