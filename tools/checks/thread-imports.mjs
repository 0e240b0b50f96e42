import { posix } from 'node:path';

/** What the threads of the SQLite database are started with, and the rules that the writer's imports by their URL. */
const threadEntries = ['sqlite/writer', 'sqlite/reader', 'sqlite/keeper']
  .map((name) => `apps/server/src/storage/${name}.ts`)
  .concat('apps/server/src/rules.ts');

const protocol = 'packages/protocol';

/**
 * The ways by which a thread of the database loads the library of schemas: 20 MB and a slower start for nothing, as lines for
 * a person to read.
 * @param {ReadonlyMap<string, string>} texts of the files, by their paths from the root
 */
export function findSchemasInThreads(texts) {
  return threadEntries.flatMap((entry) => {
    const path = pathToSchemas(texts, [entry], new Set());
    if (!path) return [];
    return [
      `${path.join('\n  -> ')}\n    A thread of the database loads zod. Import from the part of protocol that has no ` +
        "schemas (such as '@confab/protocol/limits'), or with `import type`.",
    ];
  });
}

/**
 * @param {ReadonlyMap<string, string>} texts
 * @param {string[]} path
 * @param {Set<string>} seen
 * @returns {string[] | null}
 */
function pathToSchemas(texts, path, seen) {
  const file = path.at(-1) ?? '';
  if (file === 'zod') return path;
  if (seen.has(file)) return null;
  seen.add(file);
  for (const specifier of listLoaded(texts.get(file) ?? '')) {
    const found = pathToSchemas(texts, [...path, fileOf(texts, file, specifier)], seen);
    if (found) return found;
  }
  return null;
}

/**
 * What is loaded when a file is: types are not, also where a line of their own says so.
 * @param {string} text
 */
function listLoaded(text) {
  const statements = /(?:^|\n)(?:import|export)\s+(?!type\b)(?:[\w*\s{},$]+?\s*from\s*)?['"]([^'"\n]+)['"]/g;
  return [...text.matchAll(statements)].map((match) => match[1] ?? '');
}

/**
 * @param {ReadonlyMap<string, string>} texts
 * @param {string} from
 * @param {string} specifier
 */
function fileOf(texts, from, specifier) {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  if (!specifier.startsWith('@confab/protocol')) return specifier;
  /** @type {{ exports: Record<string, string> }} */
  const { exports } = JSON.parse(texts.get(`${protocol}/package.json`) ?? '{"exports":{}}');
  return posix.join(protocol, exports[specifier.replace('@confab/protocol', '.')] ?? '');
}
