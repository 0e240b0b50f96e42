import { expect, test } from 'vitest';
import { findClusterFaults } from './cluster-rules.mjs';

const secret = '${SECRET:?Put SECRET into .env}';
const environment = {
  DATABASE_URL: `postgres://confab:${secret}@postgres:5432/confab`,
  REDIS_URL: 'redis://redis:6379',
  AUTH_SECRET: secret,
  PUBLIC_URL: 'https://${SITE:-localhost}',
  TRUSTED_PROXIES: '10.0.0.0/8',
};
const node = { image: 'confab', environment };
const services: Record<string, object> = {
  one: node,
  two: node,
  proxy: { ports: ['443:443'], volumes: ['./Caddyfile:/etc/Caddyfile'], environment: { SITE: '${SITE:-localhost}' } },
  postgres: { environment: { POSTGRES_PASSWORD: secret } },
  redis: {},
};
const caddyfile = `{$SITE:localhost} {
  # reverse_proxy elsewhere:1
  reverse_proxy one:8000 two:8000 {
    lb_policy least_conn
    health_uri /readyz
  }
}`;

function faultsOf(change: Record<string, object>, text = caddyfile): string {
  return findClusterFaults({ services: { ...services, ...change } }, text, { port: 8000 }).join('\n');
}

test('a sound cluster passes', () => {
  expect(faultsOf({})).toBe('');
});

test.each([
  ['a node is set up otherwise', { two: { ...node, environment: { ...environment, PORT: 1 } } }, 'otherwise than one'],
  ['there is one node only', { two: {} }, 'fewer than two'],
  ['the nodes have no Redis', { one: { image: 'confab', environment: {} } }, 'the nodes need REDIS_URL'],
  [
    'the database is elsewhere',
    { one: { ...node, environment: { ...environment, DATABASE_URL: 'postgres://db/x' } } },
    'DATABASE_URL leads to no service',
  ],
  ['the database is open to the world', { postgres: { ports: ['5432:5432'] } }, 'postgres is open to the world'],
  ['a secret is everybody’s', { postgres: { environment: { POSTGRES_PASSWORD: 'confab' } } }, 'must come from .env'],
  ['a secret is asked for without words', { postgres: { environment: { X_PASSWORD: '${P:?}' } } }, 'X_PASSWORD must'],
  ['there is no proxy', { proxy: {} }, 'one proxy'],
  ['the proxy is not given what it reads', { proxy: { volumes: ['./Caddyfile:/x'] } }, 'it reads SITE'],
])('one in which %s is refused', (_, change: Record<string, object>, reason) => {
  expect(faultsOf(change)).toContain(reason);
});

test.each([
  ['forgets a node', ' two:8000', '', 'it sends to one:8000, the nodes are'],
  ['sends to another port', 'two:8000', 'two:80', 'it sends to one:8000, two:80'],
  ['asks who lives and not who is ready', '/readyz', '/healthz', '/readyz'],
  ['ties people to nodes', 'least_conn', 'ip_hash', 'ties people to nodes'],
  ['misses a brace', '\n}', '', 'a brace is missing'],
])('a Caddyfile that %s is refused', (_, from, to, reason) => {
  expect(faultsOf({}, caddyfile.replace(from, to))).toContain(reason);
});
