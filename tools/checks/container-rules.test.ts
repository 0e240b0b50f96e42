import { expect, test } from 'vitest';
import { findComposeFaults, findDockerfileFaults } from './container-rules.mjs';

const sound = `ARG NODE=node:26.1.0-slim
FROM \${NODE} AS web
COPY package.json apps ./
FROM \${NODE}
COPY --from=web /app/dist dist
USER node
HEALTHCHECK CMD ["node", "--eval", "fetch('http://127.0.0.1/healthz')"]
CMD ["node", "apps/main.ts"]
`;
const surroundings = {
  exists: (path: string) => ['package.json', 'apps', 'apps/main.ts'].includes(path),
  nodeVersion: '26.1.0',
};

test('a sound Dockerfile passes', () => {
  expect(findDockerfileFaults(sound, surroundings)).toEqual([]);
});

test.each([
  ['copies what is not there', 'COPY package.json apps', 'COPY package.jsom apps', 'no such file'],
  ['starts what is not there', 'apps/main.ts', 'apps/gone.ts', 'does not exist'],
  ['runs as root', 'USER node\n', '', 'root'],
  ['has no health check', '/healthz', '/', 'HEALTHCHECK'],
  ['has another Node than the one pinned', '26.1.0', '24.0.0', 'pins 26.1.0'],
])('a Dockerfile that %s is refused', (_, from, to, reason) => {
  expect(findDockerfileFaults(sound.replace(from, to), surroundings).join('\n')).toContain(reason);
});

test('compose.yaml may set only variables that the server reads, and mount only volumes that it declares', () => {
  const compose = (variable: string, volume: string) => ({
    services: { confab: { environment: { [variable]: '1' }, volumes: ['data:/data', './folder:/x'] } },
    volumes: { [volume]: null },
  });
  expect(findComposeFaults(compose('PORT', 'data'), ['PORT'])).toEqual([]);
  expect(findComposeFaults(compose('PROT', 'data'), ['PORT'])).toHaveLength(1);
  expect(findComposeFaults(compose('PORT', 'date'), ['PORT'])).toHaveLength(1);
});
