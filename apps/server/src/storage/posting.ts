/**
 * The one part of a chat that the log looks at: with it, only owners and admins of the group send. It is found in the text as
 * `JSON.stringify` writes it, so that no send pays for reading JSON; what somebody wrote into another part can't say it, since quotes
 * are escaped there.
 */
export const adminsPostMark = '"posting":"admins"';

export function onlyAdminsPost(parts: string | null): boolean {
  return parts !== null && parts.includes(adminsPostMark);
}

export const mayNotPostDetail = 'Only owners and admins of this group write in it.';
