import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { webBuild } from './setup/paths.mjs';

/**
 * The page's budget, in bytes after gzip: the page itself with the styles in it, and the scripts that it names, which are
 * all that a first screen is made of.
 */
const budgets = [
  { name: 'chat, first script', page: 'member.html', kind: 'scripts', limit: 150_000 },
  { name: 'login, first script', page: 'visitor.html', kind: 'scripts', limit: 100_000 },
  { name: 'early preview', page: 'member.html', kind: 'preview', limit: 10_000 },
  { name: 'page with all styles', page: 'member.html', kind: 'page', limit: 20_000 },
];
/** Files that a page asks for before it can show anything, itself left out: a browser fetches six at a time. */
const filesMax = 4;

/** Measures the build that is there. @returns {{ lines: string[], problems: string[] }} */
export function measureBundle() {
  if (!existsSync(join(webBuild, 'member.html'))) {
    return { lines: [], problems: ['There is no build of the web app: npm run build'] };
  }
  const problems = [];
  const lines = [];
  for (const { name, page, kind, limit } of budgets) {
    const files = kind === 'page' ? [page] : kind === 'preview' ? previewOf(page) : scriptsOf(page);
    const size = sum(files.map(gzipSize));
    lines.push(`${name.padEnd(22)} ${kilobytes(size).padStart(8)} of ${kilobytes(limit)}`);
    if (size > limit) problems.push(`${name}: ${kilobytes(size)} is over ${kilobytes(limit)}`);
  }
  for (const page of ['visitor.html', 'member.html']) {
    const files = filesOf(page);
    lines.push(`${`${page}, files`.padEnd(22)} ${String(files.length).padStart(8)} of ${filesMax}`);
    if (files.length > filesMax) problems.push(`${page} asks for ${files.join(', ')}`);
  }
  if (scriptsOf('visitor.html').some((file) => file.includes('workspace')))
    problems.push('The login page loads the chat');
  return { lines, problems };
}

/** @param {string} page */
function scriptsOf(page) {
  return filesOf(page).filter((file) => file.endsWith('.js'));
}

/**
 * What the script in the page loads to draw a chat before the app is there. Nothing waits for it.
 * @param {string} page
 */
function previewOf(page) {
  return readFileSync(join(webBuild, page), 'utf8').match(/assets\/preview-[\w-]+\.js/g) ?? [];
}

/**
 * What the page names, but for its icons and what it is installed by, which nothing waits for.
 * @param {string} page
 */
function filesOf(page) {
  const html = readFileSync(join(webBuild, page), 'utf8');
  const named = html.matchAll(
    /<(?:script|link)\b(?![^>]*rel="(?:icon|apple-touch-icon|manifest)")[^>]*\s(?:src|href)="\/([^"]+)"/g,
  );
  return [...new Set([...named].map(([, file = '']) => file))];
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
