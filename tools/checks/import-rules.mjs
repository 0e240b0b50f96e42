import { posix } from 'node:path';

/**
 * Who may import whom. A rule that is broken says what to do instead.
 * @typedef {{ file: string, target: string, specifier: string }} Import `target` is a path from the root for files
 *   of ours, the specifier otherwise
 * @typedef {{ breaks: (found: Import) => boolean, instead: string }} Rule
 */

const server = 'apps/server/src';
/** What features stand on, and what stands above them. Every other folder of the server is a feature. */
const groundwork = 'storage|log|bus|jobs|pictures|realtime|sockets|http|monitoring|config|cli';
const isServerTest = /^apps\/server\/(tests\/|src\/storage\/contract\/|.*\.(test|contract)\.ts$)/;
/** The entry `@confab/client/node` and what it is made of. */
const isNodeEntry = /^packages\/client\/src\/(node|file-[\w-]+)\.ts$/;
const isFeatureFile = new RegExp(`^${server}/(?!(?:${groundwork})/)[^/]+/`);
const isInsideOfFeature = new RegExp(`${isFeatureFile.source}(?!index\\.ts$)`);

const isList = new RegExp(`^${server}/(features|wire-features|rules|server|main)\\.ts$`);
const belowFeatures = ['storage', 'log', 'bus', 'jobs', 'pictures', 'realtime', 'sockets', 'http'].map(
  (folder) => `${server}/${folder}`,
);
/** What decides in the transaction that writes: it runs in the database's thread too. */
const isRuleFile = new RegExp(`^${server}/[\\w-]+/[\\w-]+-rules\\.ts$`);
/** The list of them all. */
const ruleList = `${server}/rules.ts`;

const web = 'apps/web/src';
const isInsideOfWebFeature = new RegExp(`^${web}/features/[^/]+/(?!index\\.tsx?$)`);
/** What features bring along later, and the list of it. */
const isLateFeature = new RegExp(`^${web}/features/[^/]+/late\\.ts$`);
const lateList = `${web}/app/late-features.ts`;

/** @type {Rule[]} */
const importRules = [
  {
    breaks: ({ file, target }) =>
      within(file, 'packages/protocol') && isOurs(target) && !within(target, 'packages/protocol'),
    instead: 'protocol imports nothing of ours: move what it needs into protocol, or the code out of it.',
  },
  {
    breaks: ({ file, target }) => within(file, 'packages/text') && isOurs(target) && !within(target, 'packages/text'),
    instead: 'text reads what people wrote and knows nothing else of ours: take what it needs as a parameter.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, 'packages/client') && isOurs(target) && !within(target, 'packages/client', 'packages/protocol'),
    instead: 'client imports only protocol of ours: take the rest as a parameter.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, 'packages/client/src') &&
      !isTest(file) &&
      !isNodeEntry.test(file) &&
      (target.startsWith('node:') || isNodeEntry.test(target) || /^react($|-|\/)/.test(target)),
    instead:
      'client runs in Node and in browsers and knows no React: use what both have, take it as a parameter, or, ' +
      'for Node alone, reach it from src/node.ts only.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, 'apps/web') &&
      isOurs(target) &&
      !within(target, 'apps/web', 'packages/client', 'packages/protocol', 'packages/text'),
    instead: 'web imports only client, protocol and text of ours: what it needs from the server comes over the wire.',
  },
  {
    breaks: ({ file, target }) => within(file, `${web}/features`) && within(target, `${web}/app`),
    instead:
      'A feature of the web does not know app/: what it brings along stands in its WebFeature (registry/web-feature.ts), ' +
      'addresses in lib/addresses.ts, and what others brought is asked of the registry (useRegistry, useOverlays).',
  },
  {
    breaks: ({ file, target }) =>
      within(file, web) &&
      // It draws features without React, from the components that need nothing of it.
      !within(file, `${web}/early`) &&
      isInsideOfWebFeature.test(target) &&
      !(file === lateList && isLateFeature.test(target)) &&
      webFolderOf(file) !== webFolderOf(target),
    instead:
      'A feature of the web is reached through its index.ts: export there what others may use, light enough for the first ' +
      'script, and import that; or let the other feature ask the registry.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, `${web}/registry`, `${web}/session`) && within(target, `${web}/features`, `${web}/app`),
    instead: 'registry/ and session/ are what features stand on and know none: let the feature register it.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, `${web}/ui`) && within(target, `${web}/features`, `${web}/app`, `${web}/registry`, `${web}/session`),
    instead: 'ui/ is the design system and knows no feature: pass what it shows as properties.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, `${web}/worker`) && within(target, web) && !within(target, `${web}/worker`, `${web}/lib`),
    instead: 'worker/ runs without a page: what it shares with the page stands in lib/, protocol or text.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, `${web}/lib`) &&
      within(target, ...['features', 'app', 'ui', 'registry', 'session'].map((folder) => `${web}/${folder}`)),
    instead: 'lib/ knows neither features nor ui/: move the code to the feature that it serves.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, 'apps/server') &&
      !isServerTest.test(file) &&
      isOurs(target) &&
      !within(target, 'apps/server', 'packages/protocol', 'packages/text'),
    instead: 'server imports only protocol and text of ours; its tests may use client too.',
  },
  {
    breaks: ({ file, target }) => isOurs(file) && within(target, 'tools', 'bench', 'e2e'),
    instead: 'The product does not depend on its tools: move the code to the product and let the tool import it.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, ...belowFeatures) && !isServerTest.test(file) && (isFeatureFile.test(target) || isList.test(target)),
    instead:
      'storage, log, bus, jobs, pictures, realtime, sockets and http know no feature: let the feature bring it along (its commands, what it hears ' +
      'and reacts to, see src/feature.ts), or declare an interface here that it is passed in by.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, server) &&
      !isServerTest.test(file) &&
      isInsideOfFeature.test(target) &&
      // The whole feature is more than the database's thread wants.
      !(isRuleFile.test(target) && (isRuleFile.test(file) || file === ruleList)) &&
      folderOf(file) !== folderOf(target),
    instead: 'A feature is reached through its index.ts: export there what others may use, and import that.',
  },
  {
    breaks: ({ file, target }) =>
      within(file, server) &&
      ![`${server}/start-as-configured.ts`, `${server}/cli.ts`].includes(file) &&
      !within(file, `${server}/cli`) &&
      !isServerTest.test(file) &&
      ['storage/sqlite', 'storage/postgres', 'bus/redis'].some(
        (part) => within(target, `${server}/${part}`) && !within(file, `${server}/${part}`),
      ),
    instead:
      'Only start-as-configured.ts and the commands of cli/ name a database or a bus: take the Storage or Bus interface as a parameter.',
  },
  {
    breaks: ({ file, target }) =>
      isRuleFile.test(file) &&
      !isServerTest.test(file) &&
      !isRuleFile.test(target) &&
      !within(target, 'packages/protocol', 'packages/text') &&
      target !== `${server}/storage/rule.ts`,
    instead:
      'A rule is pure but for its steps, and runs in the database’s thread: it imports storage/rule.ts, protocol, text and other ' +
      '*-rules.ts alone. What else it needs is given to it as its input, read by a step, or done by the operation around it.',
  },
  {
    breaks: ({ file, target }) =>
      file === ruleList && !isRuleFile.test(target) && target !== `${server}/storage/rule-book.ts`,
    instead: 'rules.ts is the list of *-rules.ts files and nothing else: the database’s thread imports it.',
  },
  ownedBy('node:sqlite', `${server}/storage/sqlite`, 'use the Storage interface'),
  ownedBy('pg', `${server}/storage/postgres`, 'use the Storage interface'),
  ownedBy('better-auth', `${server}/accounts`, 'use the Accounts interface'),
];

/**
 * @param {string} packageName
 * @param {string} folder
 * @param {string} instead
 * @returns {Rule}
 */
function ownedBy(packageName, folder, instead) {
  return {
    breaks: ({ file, target }) =>
      within(file, server) &&
      !isServerTest.test(file) &&
      (target === packageName || target.startsWith(`${packageName}/`)) &&
      !within(file, folder),
    instead: `${packageName} is imported only in ${folder}/: ${instead}.`,
  };
}

/**
 * The imports of a file that break a rule, as lines for a person to read.
 * @param {string} file from the root, with `/`
 * @param {string} text
 */
export function findForbiddenImports(file, text) {
  return listImports(text).flatMap((specifier) => {
    const found = { file, specifier, target: resolveTarget(file, specifier) };
    return importRules
      .filter(({ breaks }) => breaks(found))
      .map(({ instead }) => `${file} imports ${specifier}\n    ${instead}`);
  });
}

/** @param {string} text */
export function listImports(text) {
  const statements = /(?:^|[\s;}])(?:import|export)\s+(?:type\s+)?(?:[\w*\s{},$]+?\s*from\s*)?['"]([^'"\n]+)['"]/g;
  const calls = /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g;
  return [...text.matchAll(statements), ...text.matchAll(calls)].map((match) => match[1] ?? '');
}

/**
 * @param {string} file
 * @param {string} specifier
 */
export function resolveTarget(file, specifier) {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), specifier));
  const workspace = /^@confab\/(\w+)/.exec(specifier)?.[1];
  if (!workspace) return specifier;
  return `${workspace === 'server' || workspace === 'web' ? 'apps' : 'packages'}/${workspace}/src/index.ts`;
}

/**
 * @param {string} path
 * @param {string[]} folders
 */
function within(path, ...folders) {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

/** @param {string} path */
function isOurs(path) {
  return within(path, 'apps', 'packages');
}

/** @param {string} path */
function isTest(path) {
  return /\.test\.tsx?$/.test(path);
}

/** @param {string} path */
function folderOf(path) {
  return path.split('/').slice(0, 4).join('/');
}

/**
 * Of a file of the web's features, its feature.
 * @param {string} path
 */
function webFolderOf(path) {
  return path.split('/').slice(0, 5).join('/');
}
