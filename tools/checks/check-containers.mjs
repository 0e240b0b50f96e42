import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { configSchema } from '../../apps/server/src/config/config-schema.ts';
import { root } from '../setup/paths.mjs';
import { findComposeFaults, findDockerfileFaults } from './container-rules.mjs';
import { failWith } from './fail-with.mjs';

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), 'utf8');
/** @type {{ packages: Record<string, { version: string }> }} */
const { packages } = JSON.parse(read('package-lock.json'));

failWith([
  ...findDockerfileFaults(read('Dockerfile'), {
    exists: (path) => path !== '' && existsSync(join(root, path)),
    nodeVersion: packages['node_modules/node']?.version ?? '',
  }),
  ...findComposeFaults(parse(read('compose.yaml')), Object.keys(configSchema.shape)),
]);
