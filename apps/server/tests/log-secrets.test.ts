import { describe, expect, test } from 'vitest';
import { passwordOf } from './api.ts';
import { refusal } from './sockets.ts';
import { startServer } from './start-server.ts';

describe('[A8] [A19] the log', () => {
  test('holds no token, ticket, password, cookie or control character', async () => {
    await using noisy = await startServer({ LOG_LEVEL: 'trace' });
    const me = await noisy.register('logged');
    const body = await me.api.must<{ ticket: string }>('POST', '/api/auth/ws-ticket');
    const secret = 'sUp3r-secret-value';
    const headers = { cookie: `confab-session=${me.token}`, 'user-agent': 'evil' };
    await fetch(`${noisy.url}/api/auth/me?ticket=${body.ticket}&token=${secret}`, { headers });
    for (const spelled of ['?%74icket=', '%3Fticket=', ';ticket=', '?x=1&TICKET=', '%253fticket=']) {
      await fetch(`${noisy.url}/api/ws${spelled}${body.ticket}`, { headers });
      await refusal(`${noisy.url}/api/ws?ticket=x&other=${body.ticket}`);
    }
    await noisy.fetch('POST', '/api/auth/login', { username: me.user.username, password: secret });
    await noisy.fetch('POST', '/api/auth/login', `{"password":"${secret}"`);
    const log = noisy.log.join('');
    expect(log).toContain('"url":"/api/auth/me","status":400');
    for (const value of [body.ticket, me.token, secret, passwordOf('logged')]) expect(log).not.toContain(value);
    for (const line of noisy.log) expect(line).toMatch(/^\{"level":"\w+",.*\}\n$/);
    expect(log.replaceAll('\n', '')).not.toMatch(/\p{Cc}|[\u202A-\u202E]/u);
  });
});
