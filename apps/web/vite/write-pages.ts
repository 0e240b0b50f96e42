import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { compileScript } from './compile-script.ts';
import { writeWorker } from './write-worker.ts';

type Bundle = Record<
  string,
  { type: string; imports?: string[]; moduleIds?: string[]; source?: string | Uint8Array; fileName: string }
>;

const source = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/**
 * The same page, by who asks for it. `index.html` is for servers that give everybody the same: there the app finds out by
 * itself. The part of the app that a page begins with is fetched beside the entry, not after it.
 */
const pages = [
  { file: 'index.html', session: null, early: 'early/begin.ts', begins: '/src/features/auth/LoginPage.tsx' },
  { file: 'visitor.html', session: 'none', early: 'early/begin.ts', begins: '/src/features/auth/LoginPage.tsx' },
  { file: 'member.html', session: 'shown', early: 'early/begin-member.ts', begins: '/src/app/Workspace.tsx' },
];

/**
 * Writes the page for visitors and for those who show a session. The server chooses, so that the page need not find out
 * first and fetch then. Each holds its early script, which the server's policy lets in by its hash, and the name of the
 * build, as do `version.json` and the service worker.
 */
export function writePages(): Plugin {
  let isBuild = false;
  return {
    name: 'write-pages',
    enforce: 'post',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    buildStart() {
      // A file of its own under the names that it exports: the app imports it, and so does the early script.
      if (isBuild)
        this.emitFile({
          type: 'chunk',
          id: source('early/text-file.ts'),
          name: 'text',
          preserveSignature: 'allow-extension',
        });
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => (isBuild ? html : html.replace('<!--early-->', earlyTag)),
    },
    async generateBundle(_options, bundle) {
      const index = bundle['index.html'];
      if (index?.type !== 'asset') return this.error('There is no page in the build.');
      const textFile = `/${fileOf(bundle, '/src/early/text-file.ts')}`;
      const preview = await compile(source('early/preview/show-preview.ts'), { CONFAB_TEXT_FILE: textFile });
      const previewFile = `assets/preview-${hashOf(preview).slice(0, 8)}.js`;
      this.emitFile({
        type: 'asset',
        fileName: previewFile,
        // What was compiled is one value named `early`.
        source: `${preview}\nexport const showPreview = early.showPreview;\n`,
      });
      const name = hashOf([...Object.keys(bundle), previewFile].filter(isPart).toSorted().join('\n'));
      const html = withStyles(String(index.source), bundle).replace(
        '</head>',
        `  <meta name="confab-build" content="${name}" />\n  </head>`,
      );
      for (const { file, session, early, begins } of pages) {
        const code = await compile(source(early), { CONFAB_PREVIEW_FILE: `/${previewFile}` });
        const page = withPreloads(html, partsOf(bundle, begins))
          .replace('<!--early-->', () => `<script>${code}</script>`)
          .replace('<html ', session === null ? '<html ' : `<html data-session="${session}" `);
        if (file !== 'index.html') {
          this.emitFile({ type: 'asset', fileName: file, source: page });
          continue;
        }
        index.source = page;
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: await writeWorker(bundle, name, page) });
      }
      this.emitFile({ type: 'asset', fileName: 'version.json', source: `${JSON.stringify({ build: name })}\n` });
    },
  };
}

/** While developing. */
const earlyTag = '<script type="module" src="/src/early/begin.ts"></script>';

/** The style sheet is needed before anything can be shown, and small: a request of its own would only delay the first paint. */
function withStyles(html: string, bundle: Bundle): string {
  const link = /\s*<link rel="stylesheet"[^>]* href="\/([^"]+)">/.exec(html);
  const styles = String(bundle[link?.[1] ?? '']?.source ?? '').trim();
  if (link === null || styles === '' || styles.includes('</style')) throw new Error('The page has no style sheet.');
  return html.replace(link[0], () => `\n    <style>${styles}</style>`);
}

/** A build is named by the files that it is made of, whose names come from their contents. */
const isPart = (file: string): boolean => file.startsWith('assets/');

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** With stand-ins for React (early/preview/jsx-runtime.ts) and for what reads text (early/preview/text.ts). */
async function compile(entry: string, files: Record<string, string>): Promise<string> {
  const code = await compileScript({
    entry,
    values: files,
    alias: [
      { find: /^react\/jsx-(?:dev-)?runtime$/, replacement: source('early/preview/jsx-runtime.ts') },
      { find: /^react$/, replacement: source('early/preview/react.ts') },
      { find: /^@confab\/text$/, replacement: source('early/preview/text.ts') },
    ],
  });
  // It stands between two tags.
  if (/<\/script|<!--/i.test(code)) throw new Error('The early script would end its own tag.');
  return code;
}

/** Where the module is. */
function fileOf(bundle: Bundle, module: string): string {
  const found = Object.keys(bundle).find((file) => bundle[file]?.moduleIds?.some((id) => id.endsWith(module)));
  if (found === undefined)
    throw new Error(`The build has no ${module}: vite/write-pages.ts names a module that moved.`);
  return found;
}

/** The file of the module and of what it imports in turn. */
function partsOf(bundle: Bundle, module: string): string[] {
  const first = fileOf(bundle, module);
  const parts = new Set<string>();
  const waiting = [first];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (parts.has(file)) continue;
    parts.add(file);
    waiting.push(...(bundle[file]?.imports ?? []));
  }
  return [...parts];
}

function withPreloads(html: string, parts: readonly string[]): string {
  const links = parts
    .filter((file) => !html.includes(`/${file}"`))
    .map((file) => `    <link rel="modulepreload" crossorigin href="/${file}">\n`);
  return html.replace('  </head>', `${links.join('')}  </head>`);
}
