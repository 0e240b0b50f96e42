import { z } from 'zod';

/** Roles of a place that a group may give, the highest first. */
const rolesByRank = ['owner', 'admin', 'moderator', 'member', 'guest'] as const;
export type GivenRole = (typeof rolesByRank)[number];

/** What is believed of people for whom somebody else vouches: a provider of OpenID Connect, or a directory. */
export interface SignInRules {
  /** Only who is in one of these comes in; empty: everybody. */
  allowedGroups: readonly string[];
  /** What groups make of people, by their names; empty: roles are given here, by people. */
  roles: ReadonlyMap<string, GivenRole>;
  /** Who gets an account that has none: as the place says of everybody, all, or nobody. */
  registration: 'place' | 'on' | 'off';
}

/** Names of groups, which may hold white space and commas: separated by semicolons. */
export const groupList = z
  .string()
  .default('')
  .transform((text) => splitList(text));

/** `GROUP=ROLE; GROUP=ROLE`. The last `=` counts: names of a directory hold some. */
export const groupRoles = z
  .string()
  .default('')
  .transform((text, context) => {
    const roles = new Map<string, GivenRole>();
    for (const item of splitList(text)) {
      const at = item.lastIndexOf('=');
      const group = item.slice(0, Math.max(at, 0)).trim();
      const role = rolesByRank.find((known) => known === item.slice(at + 1).trim());
      if (group === '' || role === undefined) {
        context.addIssue({ code: 'custom', message: `${item} is none` });
        return z.NEVER;
      }
      roles.set(group, role);
    }
    return roles;
  });

function splitList(text: string): string[] {
  return text
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The highest that the groups give. Somebody in none of those that give any is a member; null: groups give nothing here. */
export function roleOf(groups: readonly string[], { roles }: Pick<SignInRules, 'roles'>): GivenRole | null {
  if (roles.size === 0) return null;
  const given = new Set(groups.map((group) => roles.get(group)));
  return rolesByRank.find((role) => given.has(role)) ?? 'member';
}

export function isAllowed(groups: readonly string[], { allowedGroups }: Pick<SignInRules, 'allowedGroups'>): boolean {
  return allowedGroups.length === 0 || groups.some((group) => allowedGroups.includes(group));
}

export const registrationSchema = (fallback: SignInRules['registration']) =>
  z.enum(['place', 'on', 'off']).default(fallback);

/** Of this machine alone: what goes there crosses no network. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
