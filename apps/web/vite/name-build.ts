import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Names the build by the files that it is made of, whose names come from their contents: in the page, and in
 * `version.json`, where an open page looks whether the server has another build by now (src/lib/app-version.ts).
 */
export function nameBuild(): Plugin {
  let build = '';
  return {
    name: 'name-build',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const names = Object.keys(bundle).filter((file) => file.startsWith('assets/'));
        build = createHash('sha256').update(names.toSorted().join('\n')).digest('base64url').slice(0, 16);
        return [{ tag: 'meta', attrs: { name: 'confab-build', content: build }, injectTo: 'head' }];
      },
    },
    generateBundle() {
      if (build === '') this.error('The page was not written before its build is named.');
      this.emitFile({ type: 'asset', fileName: 'version.json', source: `${JSON.stringify({ build })}\n` });
    },
  };
}
