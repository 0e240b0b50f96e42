/** What a link lets whoever holds it do, once: choose a new password, or log in without one. */
export const linkPurposes = ['reset', 'log-in'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** The page that a link opens. It asks before it uses it up: what scans mail opens pages too. */
export const linkPage = '/login';

/** The token stands behind the `#`: browsers send that to nobody, so it is in no log on the way. */
export function linkAddress(origin: string, token: string): string {
  return `${origin}${linkPage}#t=${token}`;
}

/** Of `location.hash`; null where there is none. */
export function tokenOfLink(hash: string): string | null {
  return /^#t=([\w-]{43})$/.exec(hash)?.[1] ?? null;
}

export const recoveryErrors = {
  'link-used-up': { status: 410, title: 'This link holds no more' },
} as const;
