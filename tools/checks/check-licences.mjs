import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { failWith } from './fail-with.mjs';

const permissive =
  /^(MIT|MIT-0|Apache-2\.0|BSD-[23]-Clause|ISC|0BSD|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|Python-2\.0|OFL-1\.1)$/;

/** Used to build or to test, never shipped; why is in docs/decisions/0006-licence-exceptions.md. */
const notShipped = { 'axe-core': 'MPL-2.0', lightningcss: 'MPL-2.0' };
/** Shipped unchanged, as a library that is loaded at run time and can be replaced or left out: the same page says why. */
const loadedAtRunTime = /^@img\/sharp-(libvips-|win32-|wasm32)/;
/** Stated in a form of package.json that the lockfile does not copy, or beside it. */
const statedElsewhere = {
  'combine-errors': 'MIT',
  'xmlhttprequest-ssl': 'MIT',
  busboy: 'MIT',
  dicer: 'MIT',
  streamsearch: 'MIT',
};
/** A dozen lines each that state none, in the S3 server of the tests: never shipped, the same page says more. */
const unstated = ['humanize-number', 'only'];

/** @typedef {{ license?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, link?: boolean }} Package */

/** @type {{ packages: Record<string, Package> }} */
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

failWith(
  Object.entries(packages).flatMap(([path, entry]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    const license = entry.license ?? Object.entries(statedElsewhere).find(([stated]) => stated === name)?.[1];
    if (!path.includes('node_modules/') || entry.link) return [];
    if (loadedAtRunTime.test(name) && entry.optional && isPermissive(license?.replace('LGPL-3.0-or-later', 'MIT')))
      return [];
    if (isPermissive(license) || (isLeftOut(entry) && isExcepted(name, license))) return [];
    return [`${name}: the licence is ${license ?? 'not stated'}. Take a package under a permissive one.`];
  }),
);

/**
 * The image is installed with `--omit=dev --omit=optional`.
 * @param {Package} entry
 */
function isLeftOut({ dev, devOptional, optional }) {
  return Boolean(dev || devOptional || optional);
}

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
  if (license === undefined) return unstated.includes(name);
  return Object.entries(notShipped).some(
    ([excepted, theirs]) => license === theirs && (name === excepted || name.startsWith(`${excepted}-`)),
  );
}
