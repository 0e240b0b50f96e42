import { expect, test } from 'vitest';
import { loadConfig } from './config/index.ts';
import { explainStartFailure } from './start-failure.ts';

const config = loadConfig({ PORT: '80', HOST: '::1' });

function systemError(code: string, rest: { syscall: string; path?: string }): Error {
  return Object.assign(new Error(`${code}: as the system says it`), { code, ...rest });
}

// What can't be brought about on every machine; the others are in tests/failed-starts.test.ts.
test.each([
  [systemError('EACCES', { syscall: 'listen' }), /^PORT 80 is not for user .* Set PORT to 1024 or more/],
  [systemError('EAFNOSUPPORT', { syscall: 'listen' }), /^HOST ::1 is no address of this machine/],
  [systemError('EAI_AGAIN', { syscall: 'getaddrinfo' }), /^HOST ::1 is a name that this machine can't resolve/],
  [systemError('EMFILE', { syscall: 'listen' }), /^Confab can't listen on HOST ::1, PORT 80: EMFILE/],
  [systemError('ENOSPC', { syscall: 'write', path: '/data/secret' }), /^There is no space left for \/data\/secret/],
  [
    systemError('EACCES', { syscall: 'open', path: '/' }),
    /^\/ can't be used \(EACCES\): \/ (belongs to user \d+.*|is on .*)Change the owner, or set DATA_DIR/,
  ],
  [new TypeError('of one\nand another line'), /^Confab can't start: of one and another line$/],
])('%s is explained in one line', (error, words) => {
  const line = explainStartFailure(error, config);
  expect(line).toMatch(words);
  expect(line).not.toContain('\n');
});
