import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { failWith } from './fail-with.mjs';

const permissive =
  /^(MIT|MIT-0|Apache-2\.0|BSD-[23]-Clause|ISC|0BSD|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|Python-2\.0|OFL-1\.1)$/;

/** Used to build or to test, never shipped; why is in docs/decisions/0006-axe-core-in-tests.md. */
const notShipped = { 'axe-core': 'MPL-2.0', '@axe-core/playwright': 'MPL-2.0', lightningcss: 'MPL-2.0' };

/** @type {{ packages: Record<string, { license?: string, dev?: boolean, link?: boolean }> }} */
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

failWith(
  Object.entries(packages).flatMap(([path, { license, dev, link }]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    if (!path.includes('node_modules/') || link || isPermissive(license) || (dev && isExcepted(name, license)))
      return [];
    return [`${name}: the licence is ${license ?? 'not stated'}. Take a package under a permissive one.`];
  }),
);

/** @param {string | undefined} license an SPDX expression */
function isPermissive(license) {
  const choices = (license ?? '').replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((part) => permissive.test(part)));
}

/**
 * @param {string} name
 * @param {string | undefined} license
 */
function isExcepted(name, license) {
  return Object.entries(notShipped).some(
    ([excepted, theirs]) => license === theirs && (name === excepted || name.startsWith(`${excepted}-`)),
  );
}
