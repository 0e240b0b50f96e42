import { expect, test } from 'vitest';
import { fillIn, findComposeFaults } from './compose-rules.mjs';

const surroundings = {
  exists: (path: string) => path === './Caddyfile',
  variables: ['PORT', 'SHUTDOWN_SECONDS'],
  explainConfig: ({ PORT }: Record<string, string>) => (PORT === '-1' ? ['PORT must be a number.'] : []),
};

/** A sound file, with these parts of its server in another way. */
function compose(server: object, volumes: object = { data: null }) {
  return {
    services: {
      confab: {
        image: 'confab',
        environment: { PORT: 8000, SHUTDOWN_SECONDS: 20 },
        volumes: ['data:/data', './Caddyfile:/etc/Caddyfile:ro'],
        depends_on: { redis: { condition: 'service_healthy' } },
        stop_grace_period: '30s',
        read_only: true,
        ...server,
      },
      redis: { image: 'redis:7', healthcheck: { test: ['CMD', 'redis-cli', 'ping'] } },
    },
    volumes,
  };
}

test('a sound compose file passes', () => {
  expect(findComposeFaults(compose({}), surroundings)).toEqual([]);
});

test.each([
  ['sets what the server does not read', { environment: { PROT: '1' } }, 'sets PROT, which the server does not read'],
  ['sets what the server refuses', { environment: { PORT: -1 } }, 'does not start: PORT must be'],
  ['mounts a volume that is none', { volumes: ['date:/data'] }, 'mounts date'],
  ['mounts a file that is not there', { volumes: ['./gone:/x'] }, 'mounts ./gone'],
  ['is given the engine', { volumes: ['/var/run/docker.sock:/x'] }, 'the engine itself'],
  ['depends on nobody', { depends_on: ['mysql'] }, 'depends on mysql'],
  ['is privileged', { privileged: true }, 'is privileged'],
  ['has no network of its own', { network_mode: 'host' }, 'the network of the machine'],
  ['may do what it need not', { cap_add: ['SYS_ADMIN'] }, 'SYS_ADMIN'],
  ['may write into its image', { read_only: undefined }, 'read_only is missing'],
  ['is killed while it drains', { stop_grace_period: '20s' }, 'stop_grace_period is too short'],
  ['is killed while it drains, by default', { stop_grace_period: undefined }, 'stop_grace_period is too short'],
])('one in which the server %s is refused', (_, change, reason) => {
  expect(findComposeFaults(compose(change), surroundings).join('\n')).toContain(reason);
});

test('waiting for the health of what has no health check is refused', () => {
  const file = compose({});
  const services = { ...file.services, redis: { image: 'redis:7' } };
  expect(findComposeFaults({ ...file, services }, surroundings).join()).toContain('which has no healthcheck');
});

test('a file without a server is refused', () => {
  expect(findComposeFaults({ services: {} }, surroundings)).toHaveLength(1);
});

test('variables are filled in: with their default, or as somebody may have set them', () => {
  const environment = { A: '${A:-one}', B: 'x${B:-}y', C: '${C:?say what}', D: 20, E: '${E}' };
  const secret = 'a1'.repeat(16);
  expect(fillIn({ environment })).toEqual({ A: 'one', B: 'xy', C: secret, D: '20', E: secret });
});
