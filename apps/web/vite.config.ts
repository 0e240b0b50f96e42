import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { catalogues } from './vite/catalogues.ts';
import { compressFiles } from './vite/compress-files.ts';
import { emojiData } from './vite/emoji.ts';
import { besideTheFirst, groupLate, groupParts } from './vite/group-parts.ts';
import { iconsAsPaths, iconsByFile } from './vite/icons.ts';
import { writePages } from './vite/write-pages.ts';

const server = process.env['CONFAB_SERVER'] ?? 'http://localhost:8000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    tailwindcss(),
    iconsByFile(),
    iconsAsPaths(),
    react(),
    catalogues(),
    emojiData(),
    writePages(),
    compressFiles(),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows files of ours only: nothing may become a data: URL.
    assetsInlineLimit: 0,
    // One style sheet, which stands in the page itself (vite/write-pages.ts).
    cssCodeSplit: false,
    // Read by tools/check-bundle.mjs.
    manifest: 'manifest.json',
    modulePreload: { polyfill: false, resolveDependencies: besideTheFirst },
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [groupParts(), groupLate()] } } },
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
