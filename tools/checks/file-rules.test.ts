import { expect, test } from 'vitest';
import { findFileFaults } from './file-rules.mjs';

// Put together, so that it silences nothing here.
const disable = ['oxlint', 'disable-next-line'].join('-');

test('a folder or file whose name says nothing is refused', () => {
  expect(findFileFaults('apps/web/src/utils/dates.ts', '')).toHaveLength(1);
  expect(findFileFaults('apps/web/src/lib/date-helpers.ts', '')).toHaveLength(1);
  expect(findFileFaults('apps/web/src/lib/socket-manager.test.ts', '')).toHaveLength(1);
  expect(findFileFaults('apps/web/src/lib/common-words.ts', '')).toEqual([]);
});

test('a file of more than 400 lines is refused', () => {
  expect(findFileFaults('a.ts', 'x\n'.repeat(401))).toHaveLength(1);
  expect(findFileFaults('a.ts', 'x\n'.repeat(400))).toEqual([]);
  expect(findFileFaults('a.json', 'x\n'.repeat(401))).toEqual([]);
});

test('a silenced lint rule needs a reason beside it', () => {
  expect(findFileFaults('a.ts', `// ${disable} no-console\n`)).toHaveLength(1);
  expect(findFileFaults('a.ts', `// ${disable} no-console -- the logger is not up yet\n`)).toEqual([]);
});

test('a call in a test whose answer nobody looks at is refused', () => {
  const ignored = ['await ada.api', "call('POST', path);\n"].join('.');
  expect(findFileFaults('apps/server/tests/a.test.ts', ignored)).toHaveLength(1);
  expect(findFileFaults('apps/server/tests/a.test.ts', `const answer = ${ignored}`)).toEqual([]);
  expect(findFileFaults('apps/server/tests/a.test.ts', "await ada.api.must('POST', path);\n")).toEqual([]);
  const asked = ['await page.request', "post('/x', { data: {} });\n"].join('.');
  expect(findFileFaults('e2e/a.spec.ts', asked)).toHaveLength(1);
  expect(findFileFaults('e2e/a.spec.ts', asked.replace('{} }', '{}, failOnStatusCode: true }'))).toEqual([]);
});

test('the address of an operation stands in the paths of its noun alone', () => {
  const address = ['', 'api', 'chats'].join('/');
  expect(findFileFaults('apps/server/src/pins/pin-routes.ts', `app.get('${address}', list);\n`)).toHaveLength(1);
  expect(findFileFaults('packages/client/src/rest.ts', `const path = \`${address}/\${id}\`;\n`)).toHaveLength(1);
  expect(findFileFaults('packages/protocol/src/pins/paths.ts', `export const listPins = 'GET ${address}';\n`)).toEqual(
    [],
  );
  expect(findFileFaults('packages/client/src/rest.ts', `  /** As \`GET ${address}\` answers. */\n`)).toEqual([]);
  expect(findFileFaults('packages/client/src/rest.test.ts', `expect(path).toBe('${address}');\n`)).toEqual([]);
});
