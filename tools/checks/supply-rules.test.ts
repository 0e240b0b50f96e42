import { expect, test } from 'vitest';
import { findLockFaults, readAudit } from './supply-rules.mjs';

const integrity = 'sha512-abc';
const packages = {
  '': {},
  'node_modules/@confab/text': { link: true },
  'node_modules/server': { integrity },
  'node_modules/server/node_modules/deep': { integrity },
  'node_modules/builder': { integrity, dev: true, hasInstallScript: true },
};

test('packages with their hashes, and scripts that somebody decided about, are right', () => {
  expect(findLockFaults(packages, { builder: false })).toEqual([]);
});

test('a package without a hash, a script nobody decided about and a decision about none are faults', () => {
  const faults = findLockFaults({ ...packages, 'node_modules/odd': { integrity: 'sha1-x' } }, { gone: true });
  expect(faults).toEqual([
    'package-lock.json: odd has no hash (integrity) to hold it against',
    'builder runs a script when it is installed: say in allowScripts of package.json whether it may',
    'allowScripts of package.json names gone, which runs none',
  ]);
});

const advisory = (url: string) => ({ title: 'It leaks', severity: 'high', url });
const report = JSON.stringify({
  vulnerabilities: {
    deep: {
      name: 'deep',
      nodes: ['node_modules/server/node_modules/deep'],
      via: [advisory('https://x/1'), advisory('https://x/2')],
    },
    server: { name: 'server', nodes: ['node_modules/server'], via: ['deep'] },
    builder: { name: 'builder', nodes: ['node_modules/builder'], via: [advisory('https://x/3')] },
  },
});

test('of advisories those about what is shipped stand by themselves, and what was accepted is not told again', () => {
  expect(readAudit(report, packages, { 'https://x/2': 'never called' })).toEqual({
    shipped: ['deep: It leaks (high, https://x/1)'],
    others: ['builder: It leaks (high, https://x/3)'],
  });
  expect(readAudit('{"vulnerabilities":{}}', packages, {})).toEqual({ shipped: [], others: [] });
});

test.each(['', 'npm error', '{"message":"405 Method Not Allowed"}', 'null'])(
  'a registry that does not answer is no advisory and no all-clear: %j',
  (output) => expect(readAudit(output, packages, {})).toBeNull(),
);
