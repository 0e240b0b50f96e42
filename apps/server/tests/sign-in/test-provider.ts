import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

export interface ProviderPerson {
  preferred_username: string;
  name?: string;
  email?: string;
  email_verified?: boolean;
  groups?: string[];
}

/** What is made of an ID token before it goes out, signed anew; null: as it is. */
export type Tamper = ((claims: JWTPayload) => Promise<string>) | null;

export interface TestProvider extends AsyncDisposable {
  issuer: string;
  clientId: string;
  clientSecret: string;
  people: Map<string, ProviderPerson>;
  /** Who is at the browser: logged in without a question. */
  atBrowser: string;
  tamper: Tamper;
  /** Signs as the provider does. */
  sign(claims: JWTPayload, header?: { alg: string; typ?: string }): Promise<string>;
  /** As a browser goes from page to page there, with its cookies, until it is sent elsewhere: that address. */
  walk(url: string): Promise<URL>;
}

/** `oidc-provider` on a free port, of which nothing is asked by a page: it logs in who is named, and takes them to agree. */
export async function startTestProvider(returnTo: string, backTo: string): Promise<TestProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = issuerOf(server);
  const sign: TestProvider['sign'] = (claims, header = { alg: 'RS256' }) =>
    new SignJWT(claims).setProtectedHeader({ kid: 'one', ...header }).sign(privateKey);
  const self: TestProvider = {
    issuer,
    clientId: 'confab',
    clientSecret: 'a secret of the test and of nobody else',
    people: new Map(),
    atBrowser: '',
    tamper: null,
    sign,
    walk: (url) => walk(url, issuer),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: self.clientId,
        client_secret: self.clientSecret,
        redirect_uris: [returnTo],
        post_logout_redirect_uris: [backTo],
        backchannel_logout_uri: `${issuer}/nobody`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ['of the test'] },
    // Named, since it warns of those that nobody chose.
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    scopes: ['openid', 'profile', 'email', 'groups'],
    claims: {
      openid: ['sub', 'sid'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...self.people.get(id) }) }),
    async loadExistingGrant({ oidc }) {
      const { client, session, provider: own } = oidc;
      const grant = new own.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (!self.tamper || context.path !== '/token' || !body?.id_token) return;
    const [, payload = ''] = body.id_token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
    context.body = { ...body, id_token: await self.tamper(claims) };
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response);
    const login = { accountId: self.atBrowser };
    provider.interactionFinished(request, response, { login }).catch(() => response.destroy());
  });
  return self;
}

function issuerOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return `http://127.0.0.1:${address.port}`;
}

async function walk(url: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(url);
  while (next.origin === issuer) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const to = answer.headers.get('location');
    if (to === null) throw new Error(`${next.href} answered ${answer.status}: ${await answer.text()}`);
    next = new URL(to, next);
  }
  return next;
}
