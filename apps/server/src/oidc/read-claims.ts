import type { Identity } from '../accounts/index.ts';
import type { OidcConfig } from '../config/index.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** More groups than anybody is in. */
const groupsMax = 2_000;

/** What the provider says of somebody. Only an address that it says to be theirs is one. */
export function readClaims(
  claims: Claims,
  { issuer, groupsClaim }: Pick<OidcConfig, 'issuer' | 'groupsClaim'>,
): Identity {
  const { sub, name, preferred_username: username, email, email_verified: isVerified } = claims;
  const address = typeof email === 'string' && (isVerified === true || isVerified === 'true') ? email : null;
  return {
    provider: providerOf(issuer),
    subject: typeof sub === 'string' ? sub : '',
    username: firstText(username, email, name) ?? '',
    displayName: firstText(name, username, claims['nickname']) ?? '',
    address: address?.toLowerCase() ?? null,
    groups: readGroups(claims, groupsClaim),
  };
}

export function providerOf(issuer: string): string {
  return `oidc:${issuer}`;
}

function firstText(...values: readonly unknown[]): string | null {
  return values.find((value): value is string => typeof value === 'string' && value.trim() !== '') ?? null;
}

/** A claim of that name, or, with dots in it, one that is inside others. A single group may come without a list around it. */
function readGroups(claims: Claims, name: string): string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : readInside(claims, name.split('.'));
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((group): group is string => typeof group === 'string').slice(0, groupsMax);
}

function readInside(claims: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    claims,
  );
}
