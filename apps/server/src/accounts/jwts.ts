import type { SessionName } from '../http/index.ts';
import type { AuthLibrary } from './auth-library.ts';
import { jwtSeconds } from './jwt-claims.ts';
import { LruMap } from './lru-map.ts';
import { once } from './once.ts';

export interface Jwts {
  sign(caller: SessionName): Promise<{ token: string; expiresAt: string }>;
  /** Whom it names, if it is ours and not past its time. Whether their session lives is another question. */
  verify(token: string): Promise<SessionName | null>;
  keys(): Promise<{ keys: object[] }>;
}

interface Verified {
  caller: SessionName;
  expiresAt: number;
}

const verifiedMax = 10_000;

export function createJwts(library: () => Promise<AuthLibrary>, now: () => number): Jwts {
  const verified = new LruMap<string, Verified>(verifiedMax);
  // The library makes the first key for whoever asks first: two who ask at once would get one each.
  const withKey = once(async () => {
    const loaded = await library();
    await loaded.api.getJwks();
    return loaded;
  });
  return {
    async sign({ userId, sessionId }) {
      const issuedAt = Math.floor(now() / 1_000);
      const expiresAt = issuedAt + jwtSeconds;
      const payload = { sub: userId, sid: sessionId, iat: issuedAt, exp: expiresAt };
      const { token } = await (await withKey()).api.signJWT({ body: { payload } });
      return { token, expiresAt: new Date(expiresAt * 1_000).toISOString() };
    },
    async verify(token) {
      // Signature, algorithm, issuer and audience can't change their minds: only the time is asked again.
      const known = verified.get(token) ?? (await verifyOnce(await library(), token));
      if (!known || known.expiresAt <= now()) return null;
      verified.set(token, known);
      return known.caller;
    },
    keys: async () => (await withKey()).api.getJwks(),
  };
}

async function verifyOnce(library: AuthLibrary, token: string): Promise<Verified | null> {
  if (readAlgorithm(token) !== 'EdDSA') return null;
  const { payload } = await library.api.verifyJWT({ body: { token } });
  if (!payload || typeof payload['sub'] !== 'string' || typeof payload['sid'] !== 'string') return null;
  if (typeof payload['exp'] !== 'number') return null;
  return { caller: { userId: payload['sub'], sessionId: payload['sid'] }, expiresAt: payload['exp'] * 1_000 };
}

/** The library takes the algorithm from the key; a header that says another one is not ours all the same. */
function readAlgorithm(token: string): unknown {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null && 'alg' in header ? header.alg : undefined;
  } catch {
    return undefined;
  }
}
