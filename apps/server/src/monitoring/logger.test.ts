import { expect, test } from 'vitest';
import { createLogger, pathForLog } from './logger.ts';

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

test.each([
  '/api/ws?ticket=abc&x=1',
  '/api/ws?%74icket=abc',
  '/api/ws%3Fticket=abc',
  '/api/ws%3fTICKET=abc',
  '/api/ws%253Fticket=abc',
  '/api/ws;ticket=abc',
  '/api/ws%3Bticket=abc',
  '/api/ws#ticket=abc',
])('[A8] of %s nothing is logged but the path', (url) => {
  expect(pathForLog(url)).toBe('/api/ws');
});
