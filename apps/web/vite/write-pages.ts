import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

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
 * build, as does `version.json`.
 */
export function writePages(): Plugin {
  let isBuild = false;
  return {
    name: 'write-pages',
    enforce: 'post',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => (isBuild ? html : html.replace('<!--early-->', earlyTag)),
    },
    async generateBundle(_options, bundle) {
      const index = bundle['index.html'];
      if (index?.type !== 'asset') return this.error('There is no page in the build.');
      const name = nameOf(Object.keys(bundle));
      const html = withStyles(String(index.source), bundle).replace(
        '</head>',
        `  <meta name="confab-build" content="${name}" />\n  </head>`,
      );
      for (const { file, session, early, begins } of pages) {
        const code = await compile(source(early));
        const page = withPreloads(html, partsOf(bundle, begins))
          .replace('<!--early-->', () => `<script>${code}</script>`)
          .replace('<html ', session === null ? '<html ' : `<html data-session="${session}" `);
        if (file === 'index.html') index.source = page;
        else this.emitFile({ type: 'asset', fileName: file, source: page });
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

/** By the files that it is made of, whose names come from their contents. */
function nameOf(files: readonly string[]): string {
  const names = files.filter((file) => file.startsWith('assets/')).toSorted();
  return createHash('sha256').update(names.join('\n')).digest('base64url').slice(0, 16);
}

/** With stand-ins for React: see early/preview/jsx-runtime.ts. */
async function compile(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: {
      alias: [
        { find: /^react\/jsx-(?:dev-)?runtime$/, replacement: source('early/preview/jsx-runtime.ts') },
        { find: /^react$/, replacement: source('early/preview/react.ts') },
      ],
    },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      lib: { entry, formats: ['iife'], name: 'early', fileName: 'early' },
      minify: true,
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('The early script was not built.');
  const code = output.output[0].code.trim();
  // It stands between two tags.
  if (/<\/script|<!--/i.test(code)) throw new Error('The early script would end its own tag.');
  return code;
}

/** The file of the module and of what it imports in turn. */
function partsOf(bundle: Bundle, module: string): string[] {
  const first = Object.keys(bundle).find((file) => bundle[file]?.moduleIds?.some((id) => id.endsWith(module)));
  if (first === undefined)
    throw new Error(`The build has no ${module}: vite/write-pages.ts names a module that moved.`);
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
