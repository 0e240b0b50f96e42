import { z } from 'zod';
import { signedInSchema } from '../accounts/requests.ts';
import { limits } from '../limits.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import { proofSchema } from '../second-factor/second-factor.ts';
import * as oidcPaths from './paths.ts';

export { oidcPaths };

/** A path of the web app, never an address elsewhere. */
const wantedSchema = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\p{Cc}]*$/u, 'a path of this place');

export const startOidcBodySchema = z.strictObject({
  /** Where to go on afterwards; the beginning, if left out. */
  to: wantedSchema.optional(),
});

export const linkOidcBodySchema = z.strictObject({
  to: wantedSchema.optional(),
  /** Left out by who has no password, or logged in a moment ago. */
  currentPassword: z.string().min(1).max(limits.passwordMax).optional(),
});

export const myProvidersSchema = z.strictObject({
  /** All that the place offers, by the ids of `methods.oidc`. */
  providers: z.array(z.strictObject({ id: z.string(), name: z.string(), isConnected: z.boolean() })),
  /** There is another way in: a password of this place, or somebody else who vouches. */
  canDisconnect: z.boolean(),
  /** What connecting and disconnecting ask for now, as `proof` of the second factor. */
  proof: z.enum(['none', 'password', 'log-in']),
});
export type MyProviders = z.infer<typeof myProvidersSchema>;

export const oidcStartSchema = z.strictObject({
  /** Where the browser is to go: a page of the provider. */
  url: z.string(),
});

export const finishOidcBodySchema = z.strictObject({
  /** The query that the provider sent the browser back with, as it came, without the `?`. */
  answer: z.string().min(1).max(8_192),
});

export const oidcSignedInSchema = signedInSchema.extend({ to: wantedSchema });
export type OidcSignedIn = z.infer<typeof oidcSignedInSchema>;

export const oidcLogOutSchema = z.strictObject({
  /** A page of the provider; null where it has none for that. */
  url: z.string().nullable(),
});

/** A form. What else a provider sends along is passed over, as its specification wants. */
export const endOidcSessionsBodySchema = z.object({ logout_token: z.string().max(32_768) });

export const oidcOperations = operationsOf('Accounts', oidcPaths, {
  startOidc: {
    summary: 'Begin to log in with a provider of OpenID Connect',
    description:
      '`provider`: the id of one of `methods.oidc` of the place. Sets a cookie: only the browser that began can finish, within ten minutes.',
    isPublic: true,
    params: { provider: z.string().max(64) },
    body: startOidcBodySchema,
    answers: { 200: oidcStartSchema },
    errors: ['not-found', 'unavailable'],
  },
  linkOidc: {
    summary: 'Begin to connect my account with one at a provider',
    needs: 'account',
    description: 'As `startOidc`; who finishes it with this session can log in there from then on.',
    params: { provider: z.string().max(64) },
    body: linkOidcBodySchema,
    answers: { 200: oidcStartSchema },
    errors: ['not-found', 'unavailable'],
  },
  unlinkOidc: {
    summary: 'Log in with that provider no more',
    needs: 'account',
    description:
      'Ends all other sessions of mine. `forbidden` where it is my last way in: somebody without a password of this place comes by whoever vouches for them.',
    params: { provider: z.string().max(64) },
    body: proofSchema,
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  getMyProviders: {
    summary: 'With which providers my account is connected',
    needs: 'account',
    answers: { 200: myProvidersSchema },
  },
  finishOidc: {
    summary: 'Log in with what the provider answered',
    description: 'Each answer does once. `to`: what was wanted when it began.',
    isPublic: true,
    body: finishOidcBodySchema,
    answers: { 200: oidcSignedInSchema },
    errors: [
      'not-found',
      'sign-in-expired',
      'sign-in-cancelled',
      'sign-in-failed',
      'not-in-group',
      'no-account',
      'identity-taken',
      'forbidden',
      'invitation-required',
      'domain-not-allowed',
      'second-factor-pending',
      'log-in-over',
      'awaiting-approval',
      'awaiting-confirmation',
      'account-deactivated',
      'banned',
      'unavailable',
    ],
  },
  getOidcLogOut: {
    summary: 'Where one logs out of a provider as well',
    description:
      'Whoever logged out here is still logged in there. From that page the browser comes back to the log-in page.',
    isPublic: true,
    params: { provider: z.string().max(64) },
    answers: { 200: oidcLogOutSchema },
    errors: ['not-found', 'unavailable'],
  },
  endOidcSessions: {
    summary: 'A provider says that somebody logged out there',
    description:
      'Back-channel log-out of OpenID Connect: `logout_token` in a form. Ends the sessions that began with that one.',
    isPublic: true,
    params: { provider: z.string().max(64) },
    body: endOidcSessionsBodySchema,
    answers: { 204: nothingSchema },
    errors: ['not-found', 'sign-in-failed', 'unavailable'],
  },
});
