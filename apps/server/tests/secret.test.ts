import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { factorTables } from '../src/accounts/factors/factor-tables.ts';
import { createSealedSecrets } from '../src/accounts/factors/sealed-secrets.ts';
import { makeSecretFile } from '../src/accounts/secret-file.ts';
import { openSecret } from '../src/accounts/secret.ts';
import { runCommand } from '../src/cli/run-command.ts';
import { openSqliteStorage } from '../src/storage/sqlite/open-sqlite-storage.ts';
import { api, passwordOf, type Person } from './api.ts';
import { startServer } from './start-server.ts';

const configured = 'a secret of an operator, long enough';

let above: string;
let folder: string;
let file: string;
beforeAll(async () => {
  above = await mkdtemp(join(tmpdir(), 'confab-secret-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(above, 'data-'));
  file = join(folder, 'secret');
});
afterAll(() => rm(above, { recursive: true }));

/** What a start of the server says, as far as the secret is concerned; the secret where it starts. */
async function open(authSecret?: string, { forget = false } = {}): Promise<string> {
  const storage = await openSqliteStorage({ folder });
  try {
    if (forget) await storage.db.deleteFrom('meta').where('key', '=', 'secret-proof').execute();
    return await openSecret({ db: storage.db, configured: authSecret, dataFolder: folder });
  } finally {
    await storage.close();
  }
}

async function rotate(authSecret?: string): Promise<void> {
  await runCommand(['rotate-secret'], () => {}, { folder, authSecret });
}

describe('[A48] the secret', () => {
  test('is made once, for its owner alone', async () => {
    const secret = await open();
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await open()).toBe(secret);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await chmod(file, 0o644);
    await open();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('that is empty, short or a folder is refused by its path', async () => {
    await open();
    await writeFile(file, '\n');
    await expect(open()).rejects.toThrow(`${file} holds nothing`);
    await writeFile(file, 'hunter2\n');
    await expect(open()).rejects.toThrow(`${file} holds 7 characters, and a secret has 32 or more.`);
    await expect(open()).rejects.not.toThrow('hunter2');
    await rm(file);
    await mkdir(file);
    await expect(open()).rejects.toThrow(`from ${file} (it is a folder`);
  });

  test('that is lost is not made anew', async () => {
    const secret = await open();
    await rm(file);
    await expect(open()).rejects.toThrow(`The secret of this database is lost: there is no file ${file}`);
    await expect(stat(file)).rejects.toThrow('ENOENT');
    expect(await open(secret)).toBe(secret);
  });

  test('that is another one is refused, whatever it comes from', async () => {
    await open();
    await expect(open(configured)).rejects.toThrow('AUTH_SECRET is not the secret that this database was served with');
    await writeFile(file, `${configured}\n`);
    await expect(open()).rejects.toThrow(`What ${file} holds is not the secret`);
    for (const message of [await open().catch(String), await open(configured).catch(String)]) {
      expect(message).not.toContain(configured);
      expect(message).not.toContain('\n');
    }
  });

  test('that somebody put there beforehand is taken, also from a folder that can’t be written to', async () => {
    await writeFile(file, configured);
    await makeSecretFile(folder);
    expect((await readdir(folder)).filter((name) => name.startsWith('secret'))).toEqual(['secret']);
    expect(await open()).toBe(configured);
  });

  test('cut off before it was written is made by the next start', async () => {
    await writeFile(join(folder, 'secret.0123.part'), '');
    expect(await open()).toHaveLength(43);
  });
});

describe('[A48] rotate-secret', () => {
  let ada: Person;
  const start = (environment: Record<string, string> = {}) => startServer({ DATA_DIR: folder, ...environment });
  const keyIds = async (url: string): Promise<string[]> => {
    const { body } = await api(url).call<{ keys: { kid: string }[] }>('GET', '/api/auth/jwks');
    return body.keys.map(({ kid }) => kid);
  };
  let keys: string[];
  beforeEach(async () => {
    await using server = await start();
    ada = await server.register('ada');
    keys = await keyIds(server.url);
  });

  test('[A2] keeps codes of apps as long as the old secret is at hand, and asks for a second factor all the same without it', async () => {
    const sealed = { user_id: ada.user.id, is_confirmed: 1, last_step: 0, made_at: 1 } as const;
    const app = Buffer.from('a secret of an app');
    const put = async (secret: string): Promise<void> => {
      const storage = await openSqliteStorage({ folder });
      const values = { ...sealed, secret: createSealedSecrets(secret).seal(app, ada.user.id) };
      await factorTables(storage.db).insertInto('totp_secrets').values(values).execute();
      await storage.close();
    };
    const read = async (secret: string): Promise<string | undefined> => {
      const storage = await openSqliteStorage({ folder });
      const row = await factorTables(storage.db).selectFrom('totp_secrets').select('secret').executeTakeFirstOrThrow();
      await storage.close();
      return createSealedSecrets(secret).open(row.secret, ada.user.id)?.toString();
    };
    await put(await open());
    await rotate();
    expect(await read(await open())).toBe(app.toString());
    // From the file to AUTH_SECRET, and on to another, of which a file is told.
    await rotate(configured);
    const old = join(folder, 'old-secret');
    await writeFile(old, `${configured}\n`);
    const next = 'another secret of an operator, as long';
    await runCommand(['rotate-secret', '--from', old], () => {}, { folder, authSecret: next });
    expect(await read(next)).toBe(app.toString());
    const said: string[] = [];
    await rm(file);
    await runCommand(['rotate-secret'], (line) => said.push(line), { folder, authSecret: configured });
    expect(said.join('\n')).toContain('the codes of 1 authenticator apps can');
    await using server = await start({ AUTH_SECRET: configured });
    const body = { username: ada.user.username, password: passwordOf('ada') };
    expect((await server.fetch('POST', '/api/auth/login', body)).status).toBe(401);
  });

  test('keeps people logged in and ends the keys of JWTs, also where the old secret is lost', async () => {
    const old = await readFile(file, 'utf8');
    await rm(file);
    await expect(open()).rejects.toThrow('is lost');
    await rotate();
    expect(await readFile(file, 'utf8')).not.toBe(old);
    await using server = await start();
    expect((await api(server.url, ada.token).call('GET', '/api/auth/me')).status).toBe(200);
    const jwt = await api(server.url, ada.token).call<{ token: string }>('POST', '/api/auth/token');
    expect((await api(server.url, jwt.body.token).call('GET', '/api/auth/me')).status).toBe(200);
    const now = await keyIds(server.url);
    expect(now).toHaveLength(1);
    expect(keys).not.toContain(now[0]);
    await expect(rotate()).rejects.toThrow('in use');
  });

  test('[A3] [A4] of two commands one ends the keys of all JWTs, and the other all sessions', async () => {
    const said: string[] = [];
    const command = (name: string): Promise<void> => runCommand([name], (line) => said.push(line), { folder });
    const me = async (url: string, token: string): Promise<number> =>
      (await api(url, token).call('GET', '/api/auth/me')).status;
    await command('rotate-jwt-keys');
    {
      await using server = await start();
      expect(await me(server.url, ada.token)).toBe(200);
      expect(keys).not.toContain((await keyIds(server.url))[0]);
      await expect(command('end-sessions')).rejects.toThrow('in use');
    }
    await command('end-sessions');
    await using server = await start();
    expect(await me(server.url, ada.token)).toBe(401);
    expect(said.join(' ')).toMatch(/JWTs are gone.* 1 sessions ended/);
  });

  test('each that ends secrets is in the audit log', async () => {
    const rotations = ['rotate-secret', 'rotate-jwt-keys', 'rotate-push-keys', 'end-sessions'];
    for (const command of rotations) await runCommand([command], () => {}, { folder });
    const storage = await openSqliteStorage({ folder });
    const { rows } = await sql<{ details: string }>`select details from audit_pending
      where action = 'place.secrets-rotated' and actor_kind = 'command-line' order by id`.execute(storage.db);
    await storage.close();
    const what = rows.map(({ details }) => (JSON.parse(details) as { what: string }).what);
    expect(what).toEqual(['secret', 'jwt-keys', 'push-keys', 'sessions']);
  });

  test('takes the new AUTH_SECRET, but not the old one again', async () => {
    await rotate(configured);
    await expect(rotate(configured)).rejects.toThrow('AUTH_SECRET is still the old secret.');
    await expect(rotate('short')).rejects.toThrow('AUTH_SECRET must be at least 32 characters.');
    await expect(open()).rejects.toThrow('is not the secret');
    await using server = await start({ AUTH_SECRET: configured });
    expect((await api(server.url, ada.token).call('GET', '/api/auth/me')).status).toBe(200);
  });

  test('a database of an earlier version knows its secret by its keys', async () => {
    const secret = await open(undefined, { forget: true });
    await expect(open(configured, { forget: true })).rejects.toThrow('AUTH_SECRET is not the secret');
    expect(await open(secret)).toBe(secret);
  });
});
