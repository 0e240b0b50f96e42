import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const [brotliAsync, gzipAsync] = [promisify(brotliCompress), promisify(gzip)];
const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, Z_BEST_COMPRESSION } = constants;

/** Fonts and pictures are compressed already. */
const worthwhile = /\.(?:css|html|js|json|svg|txt|webmanifest)$/;
/** Fits one packet as it is. */
const leastBytes = 1_400;

/** Puts `.br` and `.gz` beside every file: the server sends them as they are, and spends no time on making them. */
export function compressFiles(): Plugin {
  return {
    name: 'compress-files',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return this.error('There is no folder to compress.');
      const entries = await readdir(dir, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && worthwhile.test(entry.name));
      await Promise.all(files.map((entry) => compressFile(join(entry.parentPath, entry.name))));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < leastBytes) return;
  const quality = { params: { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY } };
  const [br, gz] = await Promise.all([brotliAsync(bytes, quality), gzipAsync(bytes, { level: Z_BEST_COMPRESSION })]);
  if (br.length < bytes.length) await writeFile(`${path}.br`, br);
  if (gz.length < bytes.length) await writeFile(`${path}.gz`, gz);
}
