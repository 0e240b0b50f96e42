import { expect, test } from 'vitest';
import { createLogger, withoutSecrets } from './logger.ts';

function logOne(fields: object): string {
  const lines: string[] = [];
  createLogger({ level: 'info', stream: { write: (line) => void lines.push(line) } }).info(fields, 'said');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

test('[A8] secrets are blacked out wherever they stand', () => {
  const line = logOne({
    password: 's1',
    body: { password: 's2', token: 's3', currentPassword: 's4' },
    req: { headers: { authorization: 's5', cookie: 's6' } },
  });
  expect(line).not.toMatch(/"s\d"/);
  expect(line).toContain('[secret]');
});

test('[A19] nothing that was sent acts on the terminal or starts a line', () => {
  const line = logOne({ name: 'a\u001b[31m\r\n{"level":"fatal"}\u009b2J\u202Egnp.exe\u2028\u0007' });
  expect(line.trimEnd()).not.toMatch(/[\p{Cc}\u2028-\u202E]/u);
  expect(JSON.parse(line)).toHaveProperty('name', expect.stringContaining('\u202E'));
});

test('[A8] a URL is logged without what opens doors', () => {
  expect(withoutSecrets('/api/ws?ticket=abc&x=1')).toBe('/api/ws?ticket=[secret]&x=1');
  expect(withoutSecrets('/a?TOKEN=abc#frag')).toBe('/a?TOKEN=[secret]#frag');
  expect(withoutSecrets('/api/auth/users?query=ticket')).toBe('/api/auth/users?query=ticket');
});
