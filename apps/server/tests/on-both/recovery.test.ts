import type { OwnAccount, Problem, SignedIn } from '@confab/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { StageSmtp } from '../../src/mail/stage-smtp.ts';
import { api, type Answer, passwordOf, type Person } from '../api.ts';
import { startServer, type TestServer } from '../start-server.ts';

const smtp = await StageSmtp.start();
let server: TestServer;
let owner: Person;
beforeAll(async () => {
  server = await startServer({
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Confab <confab@example.org>',
    PUBLIC_URL: 'http://chat.example.org',
    LOG_LEVEL: 'info',
  });
  owner = await server.register('owner');
});
afterAll(async () => {
  await server.close();
  await smtp[Symbol.asyncDispose]();
});

interface Reader extends Person {
  address: string;
}

/** Somebody whose address is theirs, or is said to be. */
async function enrol(name: string, isConfirmed = true): Promise<Reader> {
  const person = await server.register(name);
  const address = `${person.user.username}@example.org`;
  await server.parts.storage.db
    .updateTable('users')
    .set({
      email: address,
      email_verified: server.parts.storage.dialect === 'sqlite' ? Number(isConfirmed) : isConfirmed,
    })
    .where('id', '=', person.user.id)
    .execute();
  return { ...person, address };
}

const ask = (username: string, purpose: 'reset' | 'log-in') =>
  server.fetch<Problem>('POST', '/api/auth/links', { username, purpose });
const look = (token: string): Promise<Answer<{ purpose: string; username: string } & Problem>> =>
  server.fetch('POST', '/api/auth/links/look', { token });
const use = (token: string, newPassword?: string): Promise<Answer<SignedIn & Problem>> =>
  server.fetch('POST', '/api/auth/links/use', { token, ...(newPassword && { newPassword }) });

function lettersTo(address: string): string[] {
  return smtp.letters
    .filter(({ to }) => to.includes(address))
    .map(({ raw }) => raw.replaceAll('=\r\n', '').replaceAll('=3D', '='));
}

/** That of the newest letter, once there are so many. */
async function linkIn(address: string, count: number): Promise<string> {
  await vi.waitFor(() => expect(lettersTo(address)).toHaveLength(count), 15_000);
  return /\/login#t=([\w-]{43})/.exec(lettersTo(address).at(-1) ?? '')?.[1] ?? '';
}

const isIn = async (person: Person): Promise<boolean> => (await person.api.call('GET', '/api/auth/me')).status === 200;

describe('a link by mail', () => {
  test('[A5] answers the same whoever is asked for, and goes to nobody who has not shown an address to be theirs', async () => {
    const ada = await enrol('ada');
    const eve = await enrol('eve', false);
    const answers = [ada.user.username, ada.address.toUpperCase(), eve.address, 'nobody', 'nobody@example.org'].map(
      async (name) => await ask(name, 'log-in'),
    );
    for (const { status, body } of await Promise.all(answers)) expect([status, body]).toEqual([204, null]);
    await linkIn(ada.address, 2);
    // What was asked for after it was sent, so this one was looked at too.
    expect(lettersTo(eve.address)).toEqual([]);
    expect(smtp.letters.some(({ to }) => to.includes('nobody@example.org'))).toBe(false);
  });

  test('[A8] chooses a new password once: all sessions end, the person is told, and its token is nowhere but in the mail', async () => {
    const ada = await enrol('ada');
    expect((await ask(ada.user.username, 'reset')).status).toBe(204);
    const token = await linkIn(ada.address, 1);
    const { rows } = await readAll('log_in_links');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await look(token)).body).toMatchObject({
      purpose: 'reset',
      username: ada.user.username,
      isFirst: false,
    });

    const bad = [await use(token), await use(token, 'short'), await use(token, 'password')];
    expect(bad.map(({ status, body }) => [status, body.code])).toEqual(bad.map(() => [400, 'invalid-request']));
    expect(await isIn(ada)).toBe(true);

    const tries = await Promise.all([use(token, 'a harbour at noon'), use(token, 'a harbour at dusk')]);
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([200, 410]));
    const signedIn = tries.find(({ status }) => status === 200)?.body;
    expect(await isIn(ada)).toBe(false);
    expect((await api(server.url, signedIn?.token).call('GET', '/api/auth/me')).status).toBe(200);
    expect((await look(token)).body.code).toBe('link-used-up');
    await vi.waitFor(() => expect(lettersTo(ada.address).join()).toContain('Your password was changed'), 15_000);
    expect(server.log.join('')).not.toContain(token);
    const old = { username: ada.user.username, password: passwordOf('ada') };
    expect((await server.fetch('POST', '/api/auth/login', old)).status).toBe(401);
  });

  test('logs in once, and holds no more for an address that is not the account’s, nor after a new password', async () => {
    const bob = await enrol('bob');
    await ask(bob.address, 'log-in');
    const first = await linkIn(bob.address, 1);
    expect((await use(first)).body.user.id).toBe(bob.user.id);
    expect((await use(first)).status).toBe(410);
    expect(await isIn(bob)).toBe(true);

    await ask(bob.address, 'log-in');
    const second = await linkIn(bob.address, 2);
    const { db } = server.parts.storage;
    const setAddress = (email: string) =>
      db.updateTable('users').set({ email }).where('id', '=', bob.user.id).execute();
    await setAddress(`other-${bob.address}`);
    expect((await look(second)).status).toBe(410);
    await setAddress(bob.address);
    expect((await look(second)).status).toBe(200);
    await bob.api.must('POST', '/api/auth/password', {
      currentPassword: passwordOf('bob'),
      newPassword: 'a harbour at noon',
    });
    expect((await use(second)).status).toBe(410);
    for (const odd of ['', 'x', `${second}x`, 'A'.repeat(43)]) expect((await look(odd)).status).not.toBe(200);
  });
});

describe('an admin’s link', () => {
  const make = (by: Person, { user }: Person): Promise<Answer<{ token: string } & Problem>> =>
    by.api.call('POST', `/api/people/${user.id}/reset-link`);

  test('[A9] is made by who manages people, for nobody of their own role', async () => {
    const { db } = server.parts.storage;
    const [ada, bob] = [await server.register('ada'), await server.register('bob')];
    expect((await make(ada, bob)).status).toBe(403);
    expect((await make(ada, ada)).status).toBe(403);
    await db.updateTable('users').set({ role: 'admin' }).where('id', '=', ada.user.id).execute();
    const admin = await logInAnew(ada);
    expect((await make(admin, owner)).body.code).toBe('forbidden');
    expect((await make(admin, ada)).body.code).toBe('forbidden');
    expect((await admin.api.call('POST', '/api/people/nobody/reset-link')).status).toBe(404);
    const { status, body } = await make(admin, bob);
    expect(status).toBe(201);
    // Whoever was given a password has one of their own after that.
    await db.updateTable('users').set({ restricted: 'password' }).where('id', '=', bob.user.id).execute();
    const entered = (await use(body.token, 'a harbour at noon')).body;
    expect(entered.user.id).toBe(bob.user.id);
    const own = await api(server.url, entered.token).must<OwnAccount>('GET', '/api/auth/me');
    expect(own.restricted).toBeUndefined();
    expect(await isIn(bob)).toBe(false);
  });

  test('lets in who has no place for a password: an owner’s archive was read by a version that made none', async () => {
    const member = await server.register('imported');
    const { db } = server.parts.storage;
    await db.deleteFrom('accounts').where('user_id', '=', member.user.id).execute();
    const path = `/api/people/${member.user.id}/reset-link`;
    const { token } = await owner.api.must<{ token: string }>('POST', path);
    expect((await look(token)).body).toMatchObject({ purpose: 'reset' });
    expect((await use(token, 'a harbour at noon')).status).toBe(200);
    const account = { username: member.user.username, password: 'a harbour at noon' };
    expect((await server.fetch('POST', '/api/auth/login', account)).status).toBe(200);
    // And the next one too: the place is there once.
    const again = await owner.api.must<{ token: string }>('POST', path);
    expect((await use(again.token, 'a harbour at night')).status).toBe(200);
    const places = db.selectFrom('accounts').select('id').where('user_id', '=', member.user.id);
    expect(await places.execute()).toHaveLength(1);
  });

  test('[A9] made for a member holds no more once they are something else: who made it would be that too', async () => {
    const [cleo, admin] = [await server.register('cleo'), await server.register('adam')];
    const give = (person: Person, role: string): Promise<unknown> =>
      owner.api.must('POST', '/api/admin/people/changes', {
        userIds: [person.user.id],
        change: { type: 'set-role', role },
      });
    await give(admin, 'admin');
    const { token } = (await make(await logInAnew(admin), cleo)).body;
    await give(cleo, 'owner');
    expect((await use(token, 'a harbour at noon')).body.code).toBe('link-used-up');
    expect(await isIn(cleo)).toBe(true);
  });
});

async function logInAnew({ user }: Person): Promise<Person> {
  const { body } = await server.fetch<SignedIn>('POST', '/api/auth/login', {
    username: user.username,
    password: passwordOf(user.displayName),
  });
  return { ...body, api: api(server.url, body.token) };
}

async function readAll(table: string): Promise<{ rows: unknown[] }> {
  const { sql } = await import('kysely');
  return await sql`select * from ${sql.table(table)}`.execute(server.parts.storage.db);
}
