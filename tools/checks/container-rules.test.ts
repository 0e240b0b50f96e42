import { expect, test } from 'vitest';
import { findDockerfileFaults, readImagePort } from './container-rules.mjs';

const sound = `ARG NODE=node:26.1.0-slim
FROM \${NODE} AS web
COPY package.json apps ./
FROM \${NODE}
COPY --from=web /app/dist dist
RUN echo built
RUN ["node", "--eval", "fs.rmSync('/usr/bin/sh')"]
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
  ['keeps its shell', '/usr/bin/sh', '/usr/bin/vi', 'remove its shell'],
  ['needs the shell that is gone', 'CMD ["node", "--eval", "fetch(', 'CMD node "--eval" "fetch(', 'needs a shell'],
  ['has another Node than the one pinned', '26.1.0', '24.0.0', 'pins 26.1.0'],
])('a Dockerfile that %s is refused', (_, from, to, reason) => {
  expect(findDockerfileFaults(sound.replace(from, to), surroundings).join('\n')).toContain(reason);
});

test('the port of the image is known', () => {
  expect(readImagePort('ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/data')).toBe(8000);
});
