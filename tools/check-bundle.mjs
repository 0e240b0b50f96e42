import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { webBuild } from './setup/paths.mjs';

/**
 * The page's budget, in bytes after gzip: the script that must arrive before a screen can be read, and all styles.
 * A screen's parts are its entry, what that imports, and the same for the lazy modules that it starts with.
 */
const budgets = [
  { name: 'chat, first script', limit: 150_000, modules: ['index.html', 'src/app/Workspace.tsx'], kind: 'js' },
  {
    name: 'login, first script',
    limit: 100_000,
    modules: ['index.html', 'src/features/auth/LoginPage.tsx'],
    kind: 'js',
  },
  { name: 'all styles', limit: 20_000, modules: null, kind: 'css' },
];
/** What somebody who is not logged in must not have to fetch. */
const notForLogin = 'src/app/Workspace.tsx';

/** @typedef {Record<string, { file: string, imports?: string[], css?: string[] }>} Manifest */

/** Measures the build that is there. @returns {{ lines: string[], problems: string[] }} */
export function measureBundle() {
  const manifestFile = join(webBuild, 'manifest.json');
  if (!existsSync(manifestFile)) return { lines: [], problems: ['There is no build of the web app: npm run build'] };
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const problems = [];
  const lines = [];
  for (const { name, limit, modules, kind } of budgets) {
    const files = kind === 'css' ? allStyles(manifest) : scriptsOf(manifest, modules ?? []);
    const size = sum(files.map(gzipSize));
    lines.push(`${name.padEnd(22)} ${kilobytes(size).padStart(8)} of ${kilobytes(limit)}`);
    if (size > limit) problems.push(`${name}: ${kilobytes(size)} is over ${kilobytes(limit)}`);
  }
  const workspace = manifest[notForLogin]?.file;
  const [, login] = budgets;
  if (!workspace || scriptsOf(manifest, login?.modules ?? []).includes(workspace)) {
    problems.push('The login page loads the chat');
  }
  return { lines, problems };
}

/** @param {Manifest} manifest @param {string[]} modules */
function scriptsOf(manifest, modules) {
  /** @type {Set<string>} */
  const seen = new Set();
  const queue = [...modules];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The build has no ${key}: tools/check-bundle.mjs names a module that moved`);
    if (seen.has(chunk.file)) continue;
    seen.add(chunk.file);
    queue.push(...(chunk.imports ?? []));
  }
  return [...seen];
}

/** @param {Manifest} manifest */
function allStyles(manifest) {
  return [...new Set(Object.values(manifest).flatMap(({ css = [] }) => css))];
}

/** @param {string} file */
function gzipSize(file) {
  return gzipSync(readFileSync(join(webBuild, file)), { level: 9 }).length;
}

/** @param {number[]} sizes */
function sum(sizes) {
  return sizes.reduce((total, size) => total + size, 0);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { lines, problems } = measureBundle();
  console.log([...lines, ...problems.map((problem) => `TOO MUCH  ${problem}`)].join('\n'));
  if (problems.length > 0) process.exitCode = 1;
}
