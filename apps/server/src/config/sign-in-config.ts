import type { z } from 'zod';
import type { configSchema } from './config-schema.ts';
import { isLoopback, type SignInRules } from './sign-in-values.ts';

type Variables = z.infer<typeof configSchema>;

/** How people log in with a provider of OpenID Connect. */
export interface OidcConfig {
  issuer: string;
  clientId: string;
  /** Null: a public client. */
  clientSecret: string | null;
  /** What the button calls it. */
  name: string;
  scopes: string;
  groupsClaim: string;
  rules: SignInRules;
  /** An origin: where people are sent back to. */
  publicUrl: string;
}

/** How people log in with the password of a directory. */
export interface LdapConfig {
  url: string;
  startTls: boolean;
  /** Null: anonymously. */
  bind: { dn: string; password: string } | null;
  base: string;
  filter: string;
  attributes: { username: string; displayName: string; mail: string; id: string };
  /** Addresses there are as good as confirmed here. */
  trustsMail: boolean;
  /** Null: by `memberOf`. */
  groupBase: string | null;
  rules: SignInRules;
}

export function toOidcConfig(values: Variables): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL: publicUrl } = values;
  // Settings that lack one of them are refused.
  if (issuer === undefined || clientId === undefined || publicUrl === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret: values.OIDC_CLIENT_SECRET ?? null,
    name: values.OIDC_NAME ?? new URL(issuer).host,
    scopes: values.OIDC_SCOPES,
    groupsClaim: values.OIDC_GROUPS_CLAIM,
    rules: {
      allowedGroups: values.OIDC_ALLOWED_GROUPS,
      roles: values.OIDC_ROLES,
      registration: values.OIDC_REGISTRATION,
    },
    publicUrl,
  };
}

export function toLdapConfig(values: Variables): LdapConfig | null {
  const { LDAP_URL: url, LDAP_BASE: base, LDAP_BIND_DN: dn, LDAP_BIND_PASSWORD: password } = values;
  if (url === undefined || base === undefined) return null;
  return {
    url,
    startTls: url.startsWith('ldap:') && values.LDAP_STARTTLS,
    bind: dn === undefined || password === undefined ? null : { dn, password },
    base,
    filter: values.LDAP_FILTER,
    attributes: {
      username: values.LDAP_USERNAME,
      displayName: values.LDAP_DISPLAY_NAME,
      mail: values.LDAP_MAIL,
      id: values.LDAP_ID,
    },
    trustsMail: values.LDAP_TRUST_MAIL,
    groupBase: values.LDAP_GROUP_BASE ?? null,
    rules: {
      allowedGroups: values.LDAP_ALLOWED_GROUPS,
      roles: values.LDAP_ROLES,
      registration: values.LDAP_REGISTRATION,
    },
  };
}

export function findSignInContradictions(values: Variables): string[] {
  const problems: string[] = [];
  if (values.OIDC_ISSUER !== undefined) {
    if (values.OIDC_CLIENT_ID === undefined) problems.push('OIDC_CLIENT_ID must be set where OIDC_ISSUER is.');
    if (values.PUBLIC_URL === undefined) {
      problems.push('PUBLIC_URL must be set where OIDC_ISSUER is: the provider sends people back there.');
    }
  }
  if (values.LDAP_URL === undefined) return problems;
  if (values.LDAP_BASE === undefined) problems.push('LDAP_BASE must be set where LDAP_URL is.');
  if ((values.LDAP_BIND_DN === undefined) !== (values.LDAP_BIND_PASSWORD === undefined)) {
    problems.push('LDAP_BIND_DN and LDAP_BIND_PASSWORD must be set together, or neither.');
  }
  const { protocol, hostname } = new URL(values.LDAP_URL);
  if (protocol === 'ldap:' && !values.LDAP_STARTTLS && !isLoopback(hostname)) {
    problems.push(
      'LDAP_STARTTLS must be on, or LDAP_URL begin with ldaps: passwords go to no other machine in the open.',
    );
  }
  return problems;
}
