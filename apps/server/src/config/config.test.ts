import { readFile } from 'node:fs/promises';
import { changeablePermissions, choicesFor, placeRoles } from '@confab/protocol';
import { expect, test } from 'vitest';
import { describeConfig } from './describe-config.ts';
import { ConfigError, loadConfig } from './load-config.ts';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('an empty environment starts one process on loopback with SQLite and limits on', () => {
  expect(loadConfig({})).toMatchObject({
    port: 8000,
    host: '127.0.0.1',
    dataDir: './data',
    databaseUrl: undefined,
    rateLimits: true,
    socketCompression: false,
    trustedProxies: [],
    registration: undefined,
  });
});

test('an empty or blank value counts as unset', () => {
  expect(loadConfig({ PORT: '', PUBLIC_URL: '  ' })).toEqual(loadConfig({}));
});

test('lists and origins are read as browsers and proxies write them', () => {
  const config = loadConfig({
    ALLOWED_ORIGINS: 'https://App.example.org/, http://localhost:5173',
    TRUSTED_PROXIES: 'loopback 10.0.0.0/8,fd00::/8',
    PUBLIC_URL: 'https://chat.example.org:443/',
  });
  expect(config.allowedOrigins).toEqual(['https://app.example.org', 'http://localhost:5173']);
  expect(config.trustedProxies).toEqual(['loopback', '10.0.0.0/8', 'fd00::/8']);
  expect(config.publicUrl).toBe('https://chat.example.org');
});

test('settings of the place are read as an admin would set them, and what is no such setting is refused', () => {
  const { place } = loadConfig({
    RETENTION: 'messages:365, files:90,least:7',
    AUDIT_DAYS: 'for-good',
    CHAT_EXPORTS: 'off',
    REQUIRE_SECOND_FACTOR: 'owner,admin',
    NEW_ACCOUNTS: 'hours:2,links:off',
  });
  expect(place).toEqual({
    retention: { messagesDays: 365, filesDays: 90, editsDays: null, chatsChoose: true, least: 7, most: null },
    auditDays: null,
    chatExports: false,
    requireSecondFactor: ['owner', 'admin'],
    newAccounts: { hours: 2, messagesPerMinute: 30, links: false, chatsPerHour: 20 },
  });
  expect(loadConfig({}).place).toEqual({});
  expect(loadConfig({ PERMISSIONS: 'default' }).place).toEqual({ permissions: {} });
  expect(loadConfig({ RETENTION: 'for-good' }).place.retention?.messagesDays).toBeNull();
  expect(loadConfig({ NEW_ACCOUNTS: 'off', REQUIRE_SECOND_FACTOR: 'none' }).place).toEqual({
    newAccounts: null,
    requireSecondFactor: [],
  });
  for (const [name, value] of [
    ['RETENTION', 'messages:0'],
    ['RETENTION', 'letters:3'],
    ['RETENTION', 'least:9,most:3'],
    ['NEW_ACCOUNTS', 'hours:1e3'],
    ['NEW_ACCOUNTS', 'speed:3'],
    ['REQUIRE_SECOND_FACTOR', 'king'],
    ['PERMISSIONS', 'create-groups'],
    ['PERMISSIONS', 'create-groups:king'],
    ['PERMISSIONS', 'moderate:member'],
    ['PERMISSIONS', 'create-groups:admin,create-groups:member'],
  ] as const) {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must be`))]);
  }
});

test('each permission that an admin may change is given to each role that it may have', () => {
  for (const name of changeablePermissions) {
    for (const role of choicesFor(name)) {
      expect(loadConfig({ PERMISSIONS: `${name}:${role}` }).place).toEqual({ permissions: { [name]: role } });
    }
    for (const role of placeRoles.filter((one) => !choicesFor(name).includes(one))) {
      expect(problemsOf({ PERMISSIONS: `${name}:${role}` })).toEqual([expect.stringMatching(/^PERMISSIONS must be/)]);
    }
  }
});

test('a picture of the place asks for a place for files', () => {
  const nodes = { REDIS_URL: 'redis://localhost', AUTH_SECRET: 'x'.repeat(32), PLACE_PICTURE: '/srv/lab.png' };
  expect(problemsOf(nodes)).toEqual([expect.stringMatching(/^FILES_DIR must be set/)]);
  expect(loadConfig({ ...nodes, FILES_DIR: '/srv/files' }).placePicture).toBe('/srv/lab.png');
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '0x1f'],
  ['HOST', 'not a host'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['REDIS_URL', 'localhost:6379'],
  ['PUBLIC_URL', 'https://chat.example.org/path'],
  ['PUBLIC_URL', 'ftp://chat.example.org'],
  ['LOG_LEVEL', 'loud'],
  ['RATE_LIMITS', 'false'],
  ['TRUSTED_PROXIES', '10.0.0.0/33'],
  ['TRUSTED_PROXIES', 'everyone'],
  ['TRUSTED_PROXIES', '0.0.0.0/0'],
  ['TRUSTED_PROXIES', 'fe80::1%eth0'],
  ['ALLOWED_ORIGINS', '*'],
  ['AUTH_SECRET', 'too short'],
  ['REGISTRATION', 'no'],
  ['AUDIT_DAYS', '6'],
  ['CHAT_EXPORTS', 'maybe'],
  ['SESSION_DAYS', '0'],
  ['SHUTDOWN_SECONDS', '1.5'],
])('%s=%s is refused by name and with what is allowed', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${name} must be (a|an|at least|origins|fatal|on|open)`));
});

test('all problems are listed at once, and no value is repeated', () => {
  const problems = problemsOf({ PORT: 'x', AUTH_SECRET: 'hunter2', RATE_LIMITS: 'maybe' });
  expect(problems).toHaveLength(3);
  expect(problems.join()).not.toContain('hunter2');
});

test.each([
  ['CONFAB_PORT', 'PORT'],
  ['ALLOWED_ORIGIN', 'ALLOWED_ORIGINS'],
  ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
  ['RATE_LIMIT', 'RATE_LIMITS'],
  ['SESION_DAYS', 'SESSION_DAYS'],
])('%s is not ignored: %s was meant', (name, meant) => {
  expect(problemsOf({ [name]: '1' })).toEqual([`${name} is no setting. Did you mean ${meant}?`]);
});

test.each([
  ['DATA_DIR', '"/srv/chat"', 'quotes'],
  ['DATA_DIR', "'/srv/chat", 'quotes'],
  ['DATA_DIR', '/srv/chat # where it is', 'comment'],
  ['DATA_DIR', '~/chat', '~'],
  ['DATA_DIR', '~', '~'],
  ['DATA_DIR', '$HOME/chat', 'variable'],
  ['DATA_DIR', '${HOME}/chat', 'variable'],
  ['DATA_DIR', '/srv\nPORT=80', 'line break'],
  ['PORT', '"8000"', 'quotes'],
  ['PORT', '8000\t# ours', 'comment'],
  ['HOST', '$HOST', 'variable'],
  ['LOG_LEVEL', "'info'", 'quotes'],
  ['PUBLIC_URL', '"https://chat.example.org"', 'quotes'],
  ['ALLOWED_ORIGINS', 'https://one.example.org # two', 'comment'],
  ['DATABASE_URL', "'postgres://u@h/d'", 'quotes'],
  ['DATABASE_URL', 'postgres://u:${PASSWORD}@h/d', 'variable'],
  ['DATABASE_URL', '$DATABASE', 'variable'],
  ['AUTH_SECRET', '"0123456789012345678901234567890123"', 'quotes'],
  ['AUTH_SECRET', '$(openssl rand -hex 32 of something)', 'command'],
  ['AUTH_SECRET', '${A_SECRET_THAT_NOBODY_HAS_REPLACED}', 'variable'],
  ['AUTH_SECRET', '0123456789012345678901234567890123 # ours', 'comment'],
])('%s=%s is refused by name and not taken as it is: %s', (name, value, words) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name} .*${words}`))]);
  expect(problems[0]).not.toContain('0123');
});

test('a password and a secret may hold what only looks like that', () => {
  const secret = `"$x#~'`.repeat(8);
  expect(loadConfig({ AUTH_SECRET: secret }).authSecret).toBe(secret);
  const url = 'postgres://u:p$a~%23"s@h/d';
  expect(loadConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  expect(loadConfig({ DATA_DIR: '/srv/my "chat"#1/~' }).dataDir).toBe('/srv/my "chat"#1/~');
});

test('variables of others are left alone', () => {
  expect(problemsOf({ HOME: '/root', PATH: '/bin', PORTS: '1', HOSTNAME: 'x', npm_config_loglevel: 'x' })).toEqual([]);
});

test('[A48] several processes need a secret that they share', () => {
  expect(problemsOf({ REDIS_URL: 'redis://localhost:6379' })).toEqual([
    expect.stringMatching(/^AUTH_SECRET must be set/),
  ]);
});

test('docs/configuration.md is what the schema says', async () => {
  const file = new URL('../../../../docs/configuration.md', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(describeConfig());
});
