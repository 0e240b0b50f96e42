import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { nameBuild } from './vite/name-build.ts';

const server = process.env['CONFAB_SERVER'] ?? 'http://localhost:8000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [tailwindcss(), react(), preloadMainFont(), nameBuild(), precompress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows files of ours only: nothing may become a data: URL.
    assetsInlineLimit: 0,
    // Read by tools/check-bundle.mjs.
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, ws: true },
      '/openapi.json': server,
      '/docs': server,
    },
  },
});

/** The first text on screen is almost always Latin: fetching its font beside the script keeps the page from reflowing. */
function preloadMainFont(): Plugin {
  return {
    name: 'preload-main-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => /inter-latin-wght-normal.*\.woff2$/.test(file));
        if (!font) return [];
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' };
        return [{ tag: 'link', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}

const compressible = /\.(?:html|js|css|svg|json)$/;
/** Below this a compressed file saves no packet. */
const worthCompressingBytes = 1_000;

/** Once here, at the highest quality, instead of at every start of a server: it serves `X.br` and `X.gz` beside `X`. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return;
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!compressible.test(name)) continue;
        const file = join(dir, name);
        const plain = readFileSync(file);
        if (plain.length < worthCompressingBytes) continue;
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
        };
        writeFileSync(`${file}.br`, brotliCompressSync(plain, { params }));
        writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
      }
    },
  };
}
