import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PostOffice, securityOf } from './post-office.ts';
import { StageSmtp } from './stage-smtp.ts';

let smtp: StageSmtp;
beforeAll(async () => {
  smtp = await StageSmtp.start();
});
afterAll(() => smtp[Symbol.asyncDispose]());
beforeEach(() => {
  smtp.mood = 'takes';
});

const settings = { from: 'Confab <confab@example.org>', publicUrl: 'https://chat.example.org' };
const letter = {
  to: 'ada@example.org',
  subject: 'Müsli',
  text: 'text',
  html: '<p>html</p>',
  messageId: '<one@example.org>',
};
const unsubscribeUrl = 'https://chat.example.org/api/mail/unsubscribe?t=a.b';

test('a letter arrives with both of its parts, and says where one wants no more', async () => {
  const office = new PostOffice({ ...settings, smtpUrl: smtp.url });
  expect(await office.post({ ...letter, unsubscribeUrl })).toBe('sent');
  const [{ to, raw } = { to: [], raw: '' }] = smtp.letters;
  expect(to).toEqual(['ada@example.org']);
  expect(raw).toContain('From: Confab <confab@example.org>');
  expect(raw).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`);
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(raw).toContain('Auto-Submitted: auto-generated');
  expect(raw).toMatch(/text\/plain[^]*text\/html/);
});

test('one that is busy is asked again, one that wants it never is not', async () => {
  const office = new PostOffice({ ...settings, smtpUrl: smtp.url });
  smtp.mood = 'busy';
  await expect(office.post(letter)).rejects.toThrow('451');
  smtp.mood = 'refuses';
  expect(await office.post(letter)).toBe('refused');
  expect(office.counts).toEqual({ sent: 0, refused: 1, failed: 1 });
});

test('[A55] a name and a password go over no open line, whoever says that TLS is not there today', async () => {
  smtp.mood = 'no-tls';
  const required = smtp.url.replace('smtp://', 'smtp://ada:secret@').concat('?requireTLS=true');
  await expect(new PostOffice({ ...settings, smtpUrl: required }).post(letter)).rejects.toThrow(/STARTTLS/);
  expect(securityOf('smtp://ada:secret@mail.example.org:587')).toEqual({ requireTLS: true });
  for (const url of [
    'smtp://mail.example.org',
    'smtps://a:b@mail.example.org',
    'smtp://a:b@127.0.0.1',
    'smtp://a:b@m?ignoreTLS=true',
  ]) {
    expect(securityOf(url)).toEqual({});
  }
  expect(smtp.heard.filter((line) => /^AUTH|secret/i.test(line))).toEqual([]);
});

test('one that says nothing is not waited for for long, and not at all when the job is over', async () => {
  smtp.mood = 'silent';
  const office = new PostOffice({ ...settings, smtpUrl: smtp.url }, { greetingTimeout: 50 });
  await expect(office.post(letter)).rejects.toThrow(/[Gg]reeting/);
});

test('[A8] [A53] what a mail server says of an address gets into no log', async () => {
  smtp.mood = 'busy';
  const office = new PostOffice({ ...settings, smtpUrl: smtp.url });
  const error = await office.post({ ...letter, to: 'Ada.Lovelace@example.org' }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(Error);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/lovelace/i);
  expect(String(error)).toContain('451');
});
