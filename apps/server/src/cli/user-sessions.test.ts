import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { factorTables } from '../accounts/factors/factor-tables.ts';
import type { IdentityTables } from '../accounts/identities/identity.ts';
import type { Config } from '../config/index.ts';
import { LogInLinks } from '../recovery/index.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite-storage.ts';
import { runCommand } from './run-command.ts';
import { UsageError } from './usage.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-user-'));
  const storage = await openSqliteStorage({ folder });
  const now = new Date();
  const times = { created_at: now, updated_at: now };
  await storage.db
    .insertInto('users')
    .values({
      id: 'u1',
      username: 'ada',
      display_username: 'Ada',
      name: 'Ada',
      email: 'a@users.invalid',
      email_verified: 0,
      image: null,
      last_seen_at: null,
      ...times,
    })
    .execute();
  const session = { user_id: 'u1', expires_at: new Date(now.getTime() + 1e6), ip_address: null, ...times };
  const agents = ['Firefox\u001b[2J', null];
  for (const [index, user_agent] of agents.entries()) {
    await storage.db
      .insertInto('sessions')
      .values({ id: `s${index}`, token: `t${index}`, user_agent, ...session })
      .execute();
  }
  await storage.close();
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  await runCommand(['user', 'sessions', '--in', folder, ...args], (line) => lines.push(line));
  return lines.join('\n');
}

test('sessions of a person are listed without what a client put into their names [A19], and ended', async () => {
  const listed = await run('--username', '@ADA');
  expect(listed).toMatch(/since .* Firefox\[2J$/m);
  expect(listed).toContain('@Ada is logged in 2 times');
  expect(await run('--username', 'ada', '--end')).toContain('is nowhere any more');
  expect(await run('--username', 'ada')).toBe('@Ada is logged in nowhere.');
  const storage = await openSqliteStorage({ folder });
  const noted = await storage.db
    .$extendTables<{ audit_pending: { action: string; actor_kind: string; target_id: string } }>()
    .selectFrom('audit_pending')
    .select(['action', 'actor_kind', 'target_id'])
    .execute();
  await storage.close();
  expect(noted).toEqual([{ action: 'person.logged-out', actor_kind: 'command-line', target_id: 'u1' }]);
});

test('a link for a new password is written for who has one, and the database keeps none of it', async () => {
  const storage = await openSqliteStorage({ folder });
  const at = new Date();
  const account = { id: 'a1', account_id: 'u1', provider_id: 'credential', user_id: 'u1', password: 'a hash' };
  const rest = { access_token: null, refresh_token: null, id_token: null, scope: null, created_at: at, updated_at: at };
  await storage.db
    .insertInto('accounts')
    .values({ ...account, ...rest })
    .execute();
  await storage.close();
  const lines: string[] = [];
  const config = () => ({ publicUrl: 'https://chat.example.org' }) as Config;
  const say = (line: string): void => void lines.push(line);
  await runCommand(['user', 'reset', '--in', folder, '--username', '@ADA'], say, { config });
  const [, token = ''] = /^https:\/\/chat\.example\.org\/login#t=([\w-]{43})$/m.exec(lines.join('\n')) ?? [];
  const again = await openSqliteStorage({ folder });
  const { rows } = await sql`select * from log_in_links`.execute(again.db);
  await again.close();
  expect([rows.length, JSON.stringify(rows).includes(token)]).toEqual([1, false]);
  // Who comes by a provider has no password, unless an owner says that it was given up.
  const connected = await openSqliteStorage({ folder });
  const identity = { provider: 'oidc:https://id.example', subject: 's1', user_id: 'u1', at: 1, seen_at: 1, gone_at: 0 };
  const known = connected.db.$extendTables<IdentityTables>();
  await known.insertInto('identities').values(identity).execute();
  await known.updateTable('accounts').set({ password: null }).where('user_id', '=', 'u1').execute();
  await connected.close();
  const reset = ['user', 'reset', '--in', folder, '--username', 'ada'];
  await expect(runCommand(reset, say, { config })).rejects.toThrow('--without-provider');
  lines.length = 0;
  await runCommand([...reset, '--without-provider'], say, { config });
  const [, theirs = ''] = /login#t=([\w-]{43})$/m.exec(lines.join('\n')) ?? [];
  const after = await openSqliteStorage({ folder });
  expect(await new LogInLinks(after, Date.now).find(theirs)).toMatchObject({ userId: 'u1', purpose: 'reset' });
  const notes = sql`select details from audit_pending where action = 'account.provider-removed'`;
  expect((await notes.execute(after.db)).rows).toEqual([{ details: '{"provider":"oidc:https://id.example"}' }]);
  await after.close();
  const nobody = runCommand(['user', 'reset', '--in', folder, '--username', 'bob'], say, { config });
  await expect(nobody).rejects.toThrow(UsageError);
});

test('somebody who is not there is a wrong word', async () => {
  await expect(run('--username', 'bob')).rejects.toThrow(UsageError);
  await expect(run()).rejects.toThrow('needs --username');
});

test('[A2] a second factor is taken away, and the person is logged in nowhere', async () => {
  const put = await openSqliteStorage({ folder });
  await factorTables(put.db)
    .insertInto('totp_secrets')
    .values({ user_id: 'u1', is_confirmed: 1, secret: '', last_step: 0, made_at: 1 })
    .execute();
  await put.close();
  const said: string[] = [];
  const take = () =>
    runCommand(['user', 'reset', '--username', 'ada', '--second-factor', '--in', folder], (line) => said.push(line));
  await take();
  expect(said).toEqual(['@ada logs in with the password alone now, and is logged in nowhere any more.']);
  expect(await run('--username', 'ada')).toBe('@Ada is logged in nowhere.');
  await take();
  expect(said[1]).toBe('@ada has no second factor.');
});
