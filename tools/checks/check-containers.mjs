import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { configSchema } from '../../apps/server/src/config/config-schema.ts';
import { loadConfig } from '../../apps/server/src/config/index.ts';
import { root } from '../setup/paths.mjs';
import { findClusterFaults } from './cluster-rules.mjs';
import { findComposeFaults } from './compose-rules.mjs';
import { findDockerfileFaults, readImagePort } from './container-rules.mjs';
import { failWith } from './fail-with.mjs';

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), 'utf8');
/** @type {{ packages: Record<string, { version: string }> }} */
const { packages } = JSON.parse(read('package-lock.json'));
/** @param {string} path */
const exists = (path) => path !== '' && existsSync(join(root, path));

/** @param {Record<string, string>} environment */
function explainConfig(environment) {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

const surroundings = { exists, variables: Object.keys(configSchema.shape), explainConfig };
const dockerfile = read('Dockerfile');
const cluster = parse(read('compose.cluster.yaml'), { merge: true });
const clusterFaults = [
  ...findComposeFaults(cluster, surroundings),
  ...findClusterFaults(cluster, read('deploy/Caddyfile'), { port: readImagePort(dockerfile) }),
];

failWith([
  ...findDockerfileFaults(dockerfile, { exists, nodeVersion: packages['node_modules/node']?.version ?? '' }),
  ...findComposeFaults(parse(read('compose.yaml')), surroundings).map((fault) => `compose.yaml: ${fault}`),
  ...clusterFaults.map((fault) => `compose.cluster.yaml: ${fault}`),
]);
