import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { pathOf, type Shape } from './icon-path.ts';

const icons = 'lucide-react';
const importing = new RegExp(`^import \\{([^}]+)\\} from '${icons}';$`, 'gm');
const oneIcon = /\/lucide-react\/dist\/esm\/icons\/[\w-]+\.mjs$/;
const maker = fileURLToPath(new URL('../src/ui/make-icon.tsx', import.meta.url));

/**
 * Imports each icon from its own file. From the one that has them all, the first script would get every icon that any part
 * of the page uses.
 */
export function iconsByFile(): Plugin {
  let files: Promise<ReadonlyMap<string, string>> | null = null;
  return {
    name: 'icons-by-file',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: icons },
      async handler(code) {
        files ??= readFiles();
        const known = await files;
        const replaced = code.replace(importing, (_whole, names: string) => {
          const wanted = names
            .split(',')
            .map((name) => name.trim())
            .filter(Boolean);
          // As many lines as before, for source maps.
          return wanted.map((name) => importFrom(known, name)).join(' ') + '\n'.repeat(names.split('\n').length - 1);
        });
        return { code: replaced, map: null };
      },
    },
  };
}

/** An icon as one path, and without what Lucide brings along to draw any icon in any way. */
export function iconsAsPaths(): Plugin {
  return {
    name: 'icons-as-paths',
    apply: 'build',
    load: {
      filter: { id: oneIcon },
      async handler(id) {
        const { __iconData: icon } = (await import(id)) as { __iconData: { size: number; node: Shape[] } };
        const path = icon.size === 24 ? pathOf(icon.node) : null;
        if (path === null) return null;
        const made = `/* @__PURE__ */ makeIcon(${JSON.stringify(path)})`;
        return `import { makeIcon } from ${JSON.stringify(maker)};\nexport default ${made};`;
      },
    },
  };
}

function importFrom(files: ReadonlyMap<string, string>, name: string): string {
  const file = files.get(name);
  if (file === undefined) throw new Error(`There is no icon "${name}" in ${icons}.`);
  return `import ${name} from '${icons}/icons/${file}';`;
}

/** An icon has many names; the module that has them all says in which file each is. */
async function readFiles(): Promise<ReadonlyMap<string, string>> {
  const all = await readFile(fileURLToPath(import.meta.resolve(`${icons}/dist/esm/lucide-react.mjs`)), 'utf8');
  const files = new Map<string, string>();
  for (const [, names = '', file = ''] of all.matchAll(/^export \{([^}]+)\} from '\.\/icons\/([\w-]+)\.mjs';$/gm)) {
    for (const [, name = ''] of names.matchAll(/default as (\w+)/g)) files.set(name, file);
  }
  return files;
}
