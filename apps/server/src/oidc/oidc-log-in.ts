import type { OidcSignedIn } from '@confab/protocol';
import { oidcReturnPage } from '@confab/protocol/oidc-return';
import type { FastifyRequest } from 'fastify';
import { type Accounts, type Exchange, type Identity, signedInOf } from '../accounts/index.ts';
import { type Audit, type AuditDeed, byCaller } from '../audit/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { OidcConfig } from '../config/index.ts';
import { addressOf, ApiError, type Caller } from '../http/index.ts';
import type { Logger } from '../monitoring/index.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import { readLogOutToken } from './back-channel.ts';
import { keepFlowCookie, readFlowCookie } from './flow-cookie.ts';
import { type Flow, OidcFlows } from './flows.ts';
import { OidcSessions } from './oidc-sessions.ts';
import { OidcProvider } from './provider.ts';
import { providerOf, readClaims } from './read-claims.ts';

export interface OidcContext {
  audit: Audit;
  storage: Storage;
  clock: Clock;
  accounts: Accounts;
  rates: RateStore | null;
  logger: Pick<Logger, 'warn'>;
}

/** In addresses. There is one provider so far. */
export const providerId = 'main';

const minuteMs = 60_000;
/** Of one network address: a school stands behind one, in the morning. */
const begunPerMinute = 300;

const expired = 'This log-in is over: it was finished before, began in another browser, or took more than ten minutes.';

/** Logging in with one provider: begun here, done there, finished here. */
export class OidcLogIn {
  readonly #house: OidcContext;
  readonly #settings: OidcConfig;
  readonly #provider: OidcProvider;
  readonly #flows: OidcFlows;
  readonly #sessions: OidcSessions;

  constructor(house: OidcContext, settings: OidcConfig) {
    this.#house = house;
    this.#settings = settings;
    this.#provider = new OidcProvider(settings, () => house.clock.monotonicNow());
    this.#flows = new OidcFlows(house.storage, house.clock);
    this.#sessions = new OidcSessions(house.storage);
    house.accounts.watchSessions({
      // Also of those that began after a second step.
      began: async ({ sessionId, begunAt }) => {
        if (begunAt?.provider === this.provider) await this.#sessions.keep(sessionId, begunAt);
      },
    });
  }

  /** As it is called in `Identity`. */
  get provider(): string {
    return providerOf(this.#settings.issuer);
  }

  /** `userId`: whose account is to be connected; null where somebody logs in. */
  async begin(
    { request, reply }: Exchange,
    { provider, to, userId }: { provider: string; to: string | undefined; userId: string | null },
  ): Promise<{ url: string }> {
    this.#refuseOther(provider);
    await this.#count(request);
    const browser = keepFlowCookie(request, reply, this.#settings.publicUrl);
    const proofs = await this.#flows.begin(browser, { provider, wanted: to ?? '/', userId });
    return { url: (await this.#provider.pageFor(proofs, this.#returnAddress)).href };
  }

  async finish(exchange: Exchange, answer: string): Promise<OidcSignedIn> {
    const { request } = exchange;
    await this.#count(request);
    const said = new URLSearchParams(answer);
    const flow = await this.#take(request, said.get('state'));
    if (said.has('error')) throw this.#refusalOf(said.get('error'));
    const { claims, subject, sid } = await this.#redeem(new URL(`${this.#returnAddress}?${said.toString()}`), flow);
    const identity = { ...readClaims(claims, this.#settings), subject };
    const userId = await (flow.userId === null
      ? this.#house.accounts.identities.enterAs(identity, this.#settings.rules)
      : this.#connect(request, flow.userId, identity));
    const begunAt = { provider: identity.provider, subject, sid: sid ?? '' };
    const end = await this.#house.accounts.finishLogIn(exchange, { userId, method: 'oidc', begunAt });
    return { ...signedInOf(end), to: flow.wanted };
  }

  /** Whoever came in by it is out, but for the one who asks. */
  async disconnect(provider: string, caller: Caller, request: FastifyRequest): Promise<void> {
    this.#refuseOther(provider);
    await this.#house.accounts.identities.disconnect(caller.userId, this.provider);
    await this.#house.accounts.endSessions(caller.userId, { allBut: caller.sessionId });
    await this.#note('account.provider-removed', caller, request);
  }

  /** Null where the provider has no such page. */
  async logOutPage(provider: string): Promise<string | null> {
    this.#refuseOther(provider);
    return await this.#provider.logOutPage(`${this.#settings.publicUrl}/login`);
  }

  async endSessions(provider: string, token: string): Promise<void> {
    this.#refuseOther(provider);
    const { subject, sid } = await readLogOutToken(token, this.#provider, this.#settings.clientId);
    const ended = await this.#sessions.findLoggedOut(this.provider, { subject, sid });
    for (const { userId, sessionIds } of ended) {
      await this.#house.accounts.endSessions(userId, sessionIds === null ? 'all' : { ids: sessionIds });
    }
  }

  get #returnAddress(): string {
    return `${this.#settings.publicUrl}${oidcReturnPage}`;
  }

  #refuseOther(provider: string): void {
    if (provider !== providerId) throw new ApiError('not-found', 'There is no such provider here.');
  }

  async #count(request: FastifyRequest): Promise<void> {
    const counted = await this.#house.rates?.count(`oidc ${addressOf(request)}`, minuteMs);
    if (!counted || counted.current <= 2 * begunPerMinute) return;
    const retryAfterSeconds = Math.ceil(counted.ttlMs / 1_000);
    throw new ApiError('rate-limited', `Too many log-ins. Wait ${retryAfterSeconds} s, then try again.`, {
      retryAfterSeconds,
    });
  }

  async #take(request: FastifyRequest, state: string | null): Promise<Flow> {
    const browser = readFlowCookie(request, this.#settings.publicUrl);
    const flow = browser === null || state === null ? null : await this.#flows.take(browser, state);
    if (flow?.provider !== providerId) throw new ApiError('sign-in-expired', expired);
    return flow;
  }

  #refusalOf(error: string | null): ApiError {
    if (error === 'access_denied') {
      return new ApiError('sign-in-cancelled', `${this.#settings.name} let nobody in.`);
    }
    this.#house.logger.warn({ error: error?.slice(0, 100) }, 'the provider refused a log-in');
    return new ApiError('sign-in-failed', `${this.#settings.name} could not log you in.`);
  }

  /** What is not right is for whoever runs the place to know: to a stranger it is not told apart. */
  async #redeem(answer: URL, flow: Flow): ReturnType<OidcProvider['redeem']> {
    try {
      return await this.#provider.redeem(answer, flow);
    } catch (error) {
      const { code, message } = (error as Error).cause as { code?: string; message?: string };
      this.#house.logger.warn({ code, reason: message?.slice(0, 200) }, 'an answer of the provider was not taken');
      throw error;
    }
  }

  /** Only by who is still logged in to the account that it began with. */
  async #connect(request: FastifyRequest, userId: string, identity: Identity): Promise<string> {
    const caller = await this.#house.accounts.authenticate(request.headers);
    if (caller?.userId !== userId) throw new ApiError('sign-in-expired', expired);
    await this.#house.accounts.identities.connect(userId, identity, this.#settings.rules);
    await this.#house.accounts.endSessions(userId, { ids: [caller.sessionId] });
    await this.#note('account.provider-added', caller, request);
    return userId;
  }

  async #note(action: AuditDeed['action'], caller: Caller, request: FastifyRequest): Promise<void> {
    const target = { kind: 'person', id: caller.userId };
    await this.#house.audit.note({ action, target, details: { provider: this.provider } }, byCaller(caller, request));
  }
}
