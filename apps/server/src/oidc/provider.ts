import type * as OidcLibrary from 'openid-client';
import type { JWTVerifyGetKey } from 'jose';
import type { ClientAuth, Configuration } from 'openid-client';
import type { OidcConfig } from '../config/index.ts';
import { ApiError } from '../http/index.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { keysAt } from './provider-keys.ts';
import type { Claims } from './read-claims.ts';

type Library = typeof OidcLibrary;

/** What binds an answer of the provider to the question, and both to one browser. */
export interface Proofs {
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
}

export interface Vouched {
  claims: Claims;
  subject: string;
  /** What the provider calls its session; null where it does not say. */
  sid: string | null;
}

const answerSeconds = 10;
const clockToleranceSeconds = 30;
/** Keys of the provider are looked for again by themselves; where its pages are is asked anew after this. */
const knownForMs = 3_600_000;
/** One that does not answer is left alone for so long: anybody may make us ask. */
const pauseMs = 5_000;

/**
 * A provider of OpenID Connect. What it says of itself is asked for when it is first needed: one that is down keeps nothing
 * from starting, and is asked again some seconds later.
 */
export class OidcProvider {
  readonly #config: OidcConfig;
  readonly #monotonicNow: () => number;
  #known: { until: number; asked: Promise<Asked> } | null = null;
  #keys: { url: string; known: Promise<JWTVerifyGetKey> } | null = null;

  constructor(config: OidcConfig, monotonicNow: () => number) {
    this.#config = config;
    this.#monotonicNow = monotonicNow;
  }

  async pageFor(proofs: Proofs, redirectUri: string): Promise<URL> {
    const { library, found } = await this.#ask();
    return library.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri,
      scope: this.#config.scopes,
      state: proofs.state,
      nonce: proofs.nonce,
      code_challenge: await library.calculatePKCECodeChallenge(proofs.verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Whom it vouches for. `answer` is the address that the browser was sent back to. Issuer, audience, expiry, algorithm, signature, state,
   * nonce and PKCE are checked; whatever is not right is a `sign-in-failed`, a provider that does not answer `unavailable`.
   */
  async redeem(answer: URL, { state, nonce, verifier }: Proofs): Promise<Vouched> {
    const { library, found } = await this.#ask();
    try {
      const tokens = await library.authorizationCodeGrant(found, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('no ID token');
      const more =
        found.serverMetadata().userinfo_endpoint === undefined
          ? {}
          : await library.fetchUserInfo(found, tokens.access_token, claims.sub);
      const { sid } = claims;
      return { claims: { ...more, ...claims }, subject: claims.sub, sid: typeof sid === 'string' ? sid : null };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Where somebody ends the session there; null where it has no such page. */
  async logOutPage(back: string): Promise<string | null> {
    const { library, found } = await this.#ask();
    if (found.serverMetadata().end_session_endpoint === undefined) return null;
    return library.buildEndSessionUrl(found, { post_logout_redirect_uri: back }).href;
  }

  /** What a token of its back-channel log-out is checked by: anybody may post one, and none makes us ask each time. */
  async keys(): Promise<{ issuer: string; keys: JWTVerifyGetKey }> {
    const { found } = await this.#ask();
    const { issuer, jwks_uri: url } = found.serverMetadata();
    if (url === undefined) throw new ApiError('sign-in-failed', 'The provider has no keys.');
    if (this.#keys?.url !== url) this.#keys = { url, known: keysAt(url, this.#monotonicNow) };
    return { issuer, keys: await this.#keys.known };
  }

  async #ask(): Promise<Asked> {
    const now = this.#monotonicNow();
    if (!this.#known || this.#known.until <= now) {
      const asked = discover(this.#config);
      const known = { until: now + knownForMs, asked };
      this.#known = known;
      asked.catch(() => {
        known.until = this.#monotonicNow() + pauseMs;
      });
    }
    try {
      return await this.#known.asked;
    } catch (cause) {
      throw new ApiError('unavailable', `${this.#config.name} can’t be reached. Try again later.`, { cause });
    }
  }
}

interface Asked {
  library: Library;
  found: Configuration;
}

async function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<Asked> {
  const library = await import('openid-client');
  // oxlint-disable-next-line typescript/no-deprecated -- marked so to stand out: for a provider on this machine
  const { allowInsecureRequests, clockTolerance, customFetch, discovery, enableNonRepudiationChecks, None } = library;
  const isOpen = issuer.startsWith('http:');
  const found = await discovery(
    new URL(issuer),
    clientId,
    { [clockTolerance]: clockToleranceSeconds },
    clientSecret === null ? None() : shownAs(library, clientSecret),
    {
      timeout: answerSeconds,
      [customFetch]: boundedFetch,
      // The signature of an ID token is checked although TLS vouches for it as well.
      execute: [enableNonRepudiationChecks, ...(isOpen ? [allowInsecureRequests] : [])],
    },
  );
  return { library, found };
}

/** In the header, as every provider takes it that does not say otherwise. */
function shownAs({ ClientSecretBasic, ClientSecretPost }: Library, secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported;
    const show = ways === undefined || ways.includes('client_secret_basic') ? basic : post;
    return show(server, client, body, headers);
  };
}

/** Codes of the library for what came of the network, and not of what was said. */
const unreachable = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);

function refusalOf(error: unknown): ApiError {
  const { code, name, status } = error as { code?: string; name?: string; status?: number };
  const isDown = (code !== undefined && unreachable.has(code)) || name === 'TimeoutError' || error instanceof TypeError;
  if (isDown || (status !== undefined && status >= 500)) {
    return new ApiError('unavailable', 'The provider does not answer. Try again later.', { cause: error });
  }
  return new ApiError(
    'sign-in-failed',
    'What the provider answered is not right. Try again, or tell whoever runs this place.',
    {
      cause: error,
    },
  );
}
