import { z } from 'zod';
import { groupList, groupRoles, isLoopback, registrationSchema } from './sign-in-values.ts';
import { variable } from './variable.ts';

/** Logging in with a provider of OpenID Connect. */
export function oidcVariables() {
  return {
    OIDC_ISSUER: variable(
      'OIDC_ISSUER',
      {
        description:
          'People log in with this provider of OpenID Connect: its issuer, under which `/.well-known/openid-configuration` is. Where it ' +
          'sends people back to is `PUBLIC_URL/login`.',
        allowed: 'an `https://…` URL (`http` on this machine) without a query',
        kind: 'url',
        fallback: 'unset: nobody does',
      },
      z
        .url({ protocol: /^https?$/ })
        .refine((text) => {
          const { protocol, hostname, search, hash, username } = new URL(text);
          return (protocol === 'https:' || isLoopback(hostname)) && `${search}${hash}${username}` === '';
        })
        .optional(),
    ),
    OIDC_CLIENT_ID: variable(
      'OIDC_CLIENT_ID',
      {
        description: 'What the provider calls this place.',
        allowed: 'the id of the client that was registered there',
        kind: 'secret',
        fallback: 'unset; needed with `OIDC_ISSUER`',
      },
      z.string().max(512).optional(),
    ),
    OIDC_CLIENT_SECRET: variable(
      'OIDC_CLIENT_SECRET',
      {
        description: 'By what it knows this place. A public client has none: then PKCE alone protects it.',
        allowed: 'the secret of that client',
        kind: 'secret',
        fallback: 'unset: a public client',
      },
      z.string().max(1_024).optional(),
    ),
    OIDC_NAME: variable(
      'OIDC_NAME',
      {
        description: 'What the button on the log-in page calls it: “Log in with …”.',
        allowed: 'a name of 1 to 40 characters',
        fallback: 'the host of `OIDC_ISSUER`',
      },
      z
        .string()
        .regex(/^[^\p{Cc}\p{Cf}]{1,40}$/u)
        .optional(),
    ),
    OIDC_SCOPES: variable(
      'OIDC_SCOPES',
      {
        description: 'What it is asked for. Some providers tell groups for a scope of their own only.',
        allowed: 'scopes separated by spaces, `openid` among them',
        fallback: '`openid profile email`',
      },
      z
        .string()
        .regex(/^(?:[\w.:/-]+ )*openid(?: [\w.:/-]+)*$/)
        .default('openid profile email'),
    ),
    OIDC_GROUPS_CLAIM: variable(
      'OIDC_GROUPS_CLAIM',
      {
        description: 'Where it tells the groups that somebody is in: a claim of the ID token or of the user info.',
        allowed: 'the name of a claim, with dots for what is inside another: `realm_access.roles`',
        fallback: '`groups`',
      },
      z
        .string()
        .regex(/^[^\s\p{Cc}]{1,200}$/u)
        .default('groups'),
    ),
    OIDC_ALLOWED_GROUPS: variable(
      'OIDC_ALLOWED_GROUPS',
      {
        description: 'Only who is in one of these groups comes in, looked at with each log-in.',
        allowed: 'groups separated by semicolons',
        fallback: 'everybody whom the provider knows',
      },
      groupList,
    ),
    OIDC_ROLES: variable(
      'OIDC_ROLES',
      {
        description:
          'What groups make of people, with each log-in: the highest counts, and who is in none of them is a member. Set, it decides over ' +
          'what was chosen here, but for owners, who stay.',
        allowed: '`GROUP=ROLE` separated by semicolons; roles are `owner`, `admin`, `moderator`, `member`, `guest`',
        fallback: 'unset: roles are given here',
      },
      groupRoles,
    ),
    OIDC_REGISTRATION: variable(
      'OIDC_REGISTRATION',
      {
        description:
          'Who comes for the first time gets an account: as the place lets people join, always, or never (then accounts are made before, ' +
          'with the same e-mail address, confirmed).',
        allowed: '`place`, `on` or `off`',
        fallback: '`place`',
      },
      registrationSchema('place'),
    ),
  };
}
