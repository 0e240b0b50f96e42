import type { Document, DocumentPage, Message } from '@confab/protocol';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Clock, systemClock } from '../../src/realtime/clock.ts';
import { StageSmtp } from '../../src/mail/stage-smtp.ts';
import { api, passwordOf, type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { startServer, type TestServer } from '../start-server.ts';

const minute = 60_000;
const smtp = await StageSmtp.start();
/** Of the server: ahead of ours by as much as a test says. */
let aheadMs = 0;
const clock: Clock = { ...systemClock, wallNow: () => systemClock.wallNow() + aheadMs };

let server: TestServer;
let poker: Person;
beforeAll(async () => {
  server = await startServer(
    {
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Confab <confab@example.org>',
      PUBLIC_URL: 'http://chat.example.org',
      LOG_LEVEL: 'info',
    },
    { clock },
  );
  poker = await server.register('poker');
});
afterAll(async () => {
  await server.close();
  await smtp[Symbol.asyncDispose]();
});

const documentPath = (key: string): string => `/api/me/documents/${encodeURIComponent(key)}`;
const wish = (person: Person, mail: object) =>
  person.api.must('PUT', documentPath('notifications'), { value: { mail, level: 'all' } });

/** The letters to an address, as they can be read. */
function lettersTo(address: string): string[] {
  return smtp.letters.filter(({ to }) => to.includes(address)).map(({ raw }) => readable(raw));
}

function readable(raw: string): string {
  const bytes = raw.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => `%${hex}`);
  return decodeURIComponent(bytes.replaceAll(/%(?![0-9A-F]{2})/g, '%25'));
}

/** Somebody new with an address, which is theirs as they say. */
async function enrol(name: string): Promise<{ person: Person; address: string }> {
  const username = `${name}.${Math.random().toString(36).slice(2)}`;
  const address = `${username}@example.org`;
  const account = { username, displayName: name, password: `correct horse ${name}`, email: address };
  const { user, token } = await api(server.url).must<Pick<Person, 'user' | 'token'>>(
    'POST',
    '/api/auth/register',
    account,
  );
  return { person: { user, token, api: api(server.url, token) }, address };
}

function addressIn(letter: string, path: string): string {
  const [, found = ''] = new RegExp(`http://chat\\.example\\.org(/api/mail/${path}\\?t=[\\w.-]+)`).exec(letter) ?? [];
  return server.url + found;
}

async function confirm(person: Person, address: string): Promise<void> {
  await person.api.must('POST', '/api/me/mail/confirmation');
  const url = addressIn(lettersTo(address)[0] ?? '', 'confirm');
  // A look alone, as scanners of mail take, is no word.
  expect(await (await fetch(url)).text()).toContain('<button>');
  expect(await person.api.must('GET', '/api/me/mail')).toEqual({ address, isConfirmed: false });
  expect((await fetch(url, { method: 'POST' })).status).toBe(200);
  expect(await person.api.must('GET', '/api/me/mail')).toEqual({ address, isConfirmed: true });
}

async function isMailing(): Promise<boolean> {
  const { rows } = await sql`select 1 from jobs where kind = 'mail' and claimed_by <> '' limit 1`.execute(
    server.parts.storage.db,
  );
  return rows.length > 0;
}

/**
 * Time passes until it is so. That something is to be mailed is found in the background: what is found after a look at the clock is
 * due some minutes later once more.
 */
async function inTime(look: () => void): Promise<void> {
  await vi.waitFor(
    async () => {
      // A lease of a minute would end under a job that is being done, and it would be done twice.
      if (!(await isMailing())) aheadMs += 5 * minute;
      // Whoever asks for any job has all of them looked at.
      const at = new Date(0).toISOString();
      await poker.api.must('PUT', documentPath('reminder/any'), { value: { chatId: 'any', seq: 1, at } });
      await poker.api.must('DELETE', documentPath('reminder/any'));
      look();
    },
    { timeout: 20_000, interval: 200 },
  );
}

test('[D47] who wants mail gets what they missed, once, if they have not read it meanwhile; and says with one click that it is enough', async () => {
  const { bob, cy } = await registerAll(server.url, 'bob', 'cy');
  const { person: ada, address } = await enrol('ada');
  await confirm(ada, address);
  await wish(ada, { mode: 'soon' });
  const chat = await startDirect(bob, ada);
  const group = await startGroup(bob, [ada, cy], 'Field <station>');
  await send(bob, chat.id, 'are **you** there? <b>');
  await send(bob, group.id, 'the gate is open');
  await inTime(() => expect(lettersTo(address)).toHaveLength(2));
  const letter = lettersTo(address)[1] ?? '';
  expect(letter).toContain('are you there? <b>');
  expect(letter).toContain('are you there? &lt;b&gt;');
  expect(letter).toContain('Field &lt;station&gt;');
  expect(letter).toContain('the gate is open');
  expect(letter).toContain(`http://chat.example.org/chats/${chat.id}/m/1`);
  expect(letter).toContain('Subject: bob: 2 messages for you');
  expect(letter).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');

  // Read meanwhile, told already, or by somebody whom she blocks (D69): no word of it.
  await ada.api.must('PUT', documentPath('blocked'), { value: { userIds: [cy.user.id] } });
  await send(cy, group.id, `@${ada.user.username} from cy`);
  const read = await send(bob, chat.id, 'never mind');
  await ada.api.must('POST', `/api/chats/${chat.id}/read`, { seq: read.seq });
  await send(bob, group.id, 'and closed again');
  await inTime(() => expect(lettersTo(address)).toHaveLength(3));
  expect(lettersTo(address)[2]).toContain('and closed again');
  expect(lettersTo(address)[2]).not.toMatch(/never mind|the gate is open|from cy/);

  // Named by an edit of what was told of long ago; once.
  const pending = await send(bob, group.id, 'somebody should look');
  await ada.api.must('PUT', documentPath('notifications'), { value: { mail: { mode: 'soon' }, level: 'mentions' } });
  await bob.api.must('PATCH', `/api/chats/${group.id}/messages/${pending.id}`, {
    content: `@${ada.user.username} should look`,
  });
  await send(bob, group.id, `@${ada.user.username} soon`);
  await inTime(() => expect(lettersTo(address)).toHaveLength(4));
  expect(lettersTo(address)[3]).toMatch(/should look[^]*soon/);
  await wish(ada, { mode: 'soon' });

  const url = addressIn(letter, 'unsubscribe');
  expect((await fetch(url)).status).toBe(200);
  const mailOf = async (): Promise<unknown> => {
    const { documents } = await ada.api.must<DocumentPage>('GET', '/api/me/documents');
    return documents.find(({ key }: Document) => key === 'notifications')?.value;
  };
  expect(await mailOf()).toMatchObject({ mail: { mode: 'soon' } });
  const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
  expect((await fetch(url, oneClick)).status).toBe(200);
  expect(await mailOf()).toEqual({ level: 'all', mail: { mode: 'never' } });
  expect(server.log.join('')).not.toContain(new URL(url).searchParams.get('t') ?? 'none');
});

test('[A2] who has to set up a second factor first is mailed nothing of what they miss', async () => {
  const { bob } = await registerAll(server.url, 'bob');
  const [ada, cleo] = [await enrol('ada'), await enrol('cleo')];
  for (const { person, address } of [ada, cleo]) {
    await confirm(person, address);
    await wish(person, { mode: 'soon' });
  }
  const change = { type: 'set-role', role: 'moderator' };
  await poker.api.must('POST', '/api/admin/people/changes', { userIds: [ada.person.user.id], change });
  await poker.api.must('PATCH', '/api/place', { requireSecondFactor: ['moderator'] });
  const group = await startGroup(bob, [ada.person, cleo.person]);
  await send(bob, group.id, 'between us');
  await inTime(() => expect(lettersTo(cleo.address)).toHaveLength(2));
  expect(lettersTo(cleo.address)[1]).toContain('between us');
  await poker.api.must('PATCH', '/api/place', { requireSecondFactor: [] });
  // From here on they may: what was said meanwhile waits for them.
  await send(bob, group.id, 'and this');
  await inTime(() => expect(lettersTo(ada.address)).toHaveLength(2));
  expect(lettersTo(ada.address)[1]).toContain('and this');
});

test('[A53] an address in a mail does for nobody else, and for nothing else, than it was made for', async () => {
  const { person: ada, address } = await enrol('ada');
  const { person: eve, address: hers } = await enrol('eve');
  await confirm(ada, address);
  await eve.api.must('POST', '/api/me/mail/confirmation');
  const own = new URL(addressIn(lettersTo(hers)[0] ?? '', 'confirm')).searchParams.get('t') ?? '';
  const [name = '', mac = ''] = own.split('.');
  const adas = Buffer.from(ada.user.id).toString('base64url');
  for (const [path, token] of [
    ['unsubscribe', own],
    ['unsubscribe', `${adas}.${mac}`],
    ['confirm', `${name}.${mac.slice(0, -2)}AA`],
    ['confirm', ''],
    ['confirm', 'x'.repeat(5_000)],
    // No database is asked for a person of that name: PostgreSQL has no NUL.
    ['confirm', `${Buffer.from('a\0b').toString('base64url')}.${mac}`],
    ['unsubscribe', `${Buffer.from('a\0b').toString('base64url')}.${mac}`],
  ] as const) {
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(`${server.url}/api/mail/${path}?t=${token}`, { method });
      expect([path, token.length, answer.status]).toEqual([path, token.length, 404]);
    }
  }
  expect((await fetch(`${server.url}/api/mail/confirm?t=a&t=b`)).status).toBe(404);
  expect(await eve.api.must('GET', '/api/me/mail')).toMatchObject({ isConfirmed: false });
  expect((await api(server.url).call('GET', '/api/me/mail')).status).toBe(401);
});

test('[A53] an address is somebody’s once its reader says so: whether another has it is not told, and the one before is', async () => {
  const { bob, eve } = await registerAll(server.url, 'bob', 'eve');
  const { person: squatter, address: squatted } = await enrol('carl');
  const addressOf = (name: string): string => `${name}.${Math.random().toString(36).slice(2)}@example.org`;
  const [first, second] = [addressOf('first'), addressOf('second')];
  const ask = (person: Person, address: string | null, currentPassword = passwordOf(person.user.displayName)) =>
    person.api.call('PUT', '/api/me/mail/address', { address, currentPassword });
  const mailOf = (person: Person): Promise<unknown> => person.api.must('GET', '/api/me/mail');
  const follow = async (address: string, method: string): Promise<number> =>
    (await fetch(addressIn(lettersTo(address)[0] ?? '', 'address'), { method })).status;

  expect((await api(server.url).call('PUT', '/api/me/mail/address', {})).status).toBe(401);
  expect(await ask(bob, first, 'a guess')).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'currentPassword' }] },
  });
  expect(await ask(bob, `${'0'.repeat(30)}@users.invalid`)).toMatchObject({ status: 400 });
  expect((await ask(bob, first.toUpperCase())).status).toBe(204);
  expect(await mailOf(bob)).toEqual({ address: null, isConfirmed: false, asked: first });
  expect(await follow(first, 'GET')).toBe(200);
  expect(await mailOf(bob)).toMatchObject({ address: null });
  expect(await follow(first, 'POST')).toBe(200);
  expect(await mailOf(bob)).toEqual({ address: first, isConfirmed: true });
  expect(await follow(first, 'POST')).toBe(404);

  // Somebody else's: as for any other, and no link.
  expect((await ask(eve, first)).status).toBe(204);
  expect(await mailOf(eve)).toEqual({ address: null, isConfirmed: false, asked: first });
  expect(lettersTo(first)[1]).toContain('belongs to an account of yours already');
  expect(lettersTo(first)[1]).not.toContain('/api/mail/address');

  expect((await ask(bob, second)).status).toBe(204);
  expect(await follow(second, 'POST')).toBe(200);
  expect(await mailOf(bob)).toEqual({ address: second, isConfirmed: true });
  await vi.waitFor(() => expect(lettersTo(first)[2]).toContain('has another address now, or none'), 15_000);
  const logIn = (username: string) =>
    api(server.url).call('POST', '/api/auth/login', { username, password: passwordOf('bob') });
  expect([(await logIn(second)).status, (await logIn(first)).status]).toEqual([200, 401]);

  // What somebody wrote down without showing it to be theirs keeps nobody from it.
  expect((await ask(bob, squatted)).status).toBe(204);
  expect(await follow(squatted, 'POST')).toBe(200);
  expect(await mailOf(squatter)).toEqual({ address: null, isConfirmed: false });
  expect((await ask(bob, null)).status).toBe(204);
  expect(await mailOf(bob)).toEqual({ address: null, isConfirmed: false });
  await vi.waitFor(() => expect(lettersTo(squatted)[1]).toContain('has another address now, or none'), 15_000);
});

test('[A53] nothing but the question goes to an address that nobody has said is theirs; one that is refused is not tried again', async () => {
  const { bob } = await registerAll(server.url, 'bob');
  const { person: eve, address } = await enrol('eve');
  const { person: ada, address: known } = await enrol('ada');
  await confirm(ada, known);
  for (const person of [eve, ada]) await wish(person, { mode: 'soon' });
  const group = await startGroup(bob, [ada, eve]);
  await send(bob, group.id, 'spam');
  smtp.mood = 'refuses';
  await inTime(() =>
    expect(smtp.heard.filter((line) => line.startsWith('RCPT') && line.includes(known))).toHaveLength(2),
  );
  smtp.mood = 'takes';
  await send(bob, group.id, 'once more');
  await inTime(() => expect(lettersTo(known)).toHaveLength(2));
  expect(lettersTo(known)[1]).not.toContain('spam');
  expect(lettersTo(address)).toEqual([]);
  const { bob: other } = await registerAll(server.url, 'bob');
  expect((await other.api.call('POST', '/api/me/mail/confirmation')).status).toBe(404);
  expect(await other.api.must<Message>('GET', '/api/me/mail')).toEqual({ address: null, isConfirmed: false });
});
