import type { Entry } from 'ldapts';
import { directoryProvider, type Identity } from '../accounts/index.ts';
import type { LdapConfig } from '../config/index.ts';

/** Numbers and not text in Active Directory, and in whatever has them of it. */
const binaryIds = new Set(['objectguid', 'objectsid', 'guid']);

export function isBinary(attribute: string): boolean {
  return binaryIds.has(attribute.toLowerCase());
}

/** Somebody as an entry of the directory says; null where it lacks what one is known again by. */
export function readEntry(
  entry: Entry,
  { attributes, trustsMail }: Pick<LdapConfig, 'attributes' | 'trustsMail'>,
): Identity | null {
  const subject = valueOf(entry, attributes.id);
  const username = textOf(entry, attributes.username);
  if (subject === null || username === null) return null;
  return {
    provider: directoryProvider,
    subject: Buffer.isBuffer(subject) ? subject.toString('hex') : subject,
    username,
    displayName: textOf(entry, attributes.displayName) ?? username,
    // Whoever may write their own entry could write another's address into it.
    address: trustsMail ? (textOf(entry, attributes.mail)?.toLowerCase() ?? null) : null,
    groups: [],
  };
}

/** What an entry is found again by. */
export function toIdValue(subject: string, attribute: string): string | Buffer {
  return isBinary(attribute) ? Buffer.from(subject, 'hex') : subject;
}

/** Names of groups in `memberOf`: each whole, and its first part, by which people call it. */
export function groupsOf(entry: Entry): string[] {
  return valuesOf(entry, 'memberOf').flatMap((name) => {
    const first = firstPart(name);
    return first === null ? [name] : [name, first];
  });
}

export function textOf(entry: Entry, attribute: string): string | null {
  return valuesOf(entry, attribute).find((value) => value.trim() !== '') ?? null;
}

export function valuesOf(entry: Entry, attribute: string): string[] {
  const value = rawOf(entry, attribute);
  const list: readonly (string | Buffer)[] = Array.isArray(value) ? value : [value];
  return list.map(String).filter((text) => text !== '');
}

function valueOf(entry: Entry, attribute: string): string | Buffer | null {
  const value = rawOf(entry, attribute);
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first.length === 0 ? null : first;
}

/** Names of attributes are the same in any letters. */
function rawOf(entry: Entry, attribute: string): Entry[string] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase());
  return name === undefined ? [] : (entry[name] ?? []);
}

/** `chat, all` of `cn=chat\, all,ou=groups,dc=example`. */
export function firstPart(dn: string): string | null {
  const [, value] = /^[^=,+]+=((?:\\.|[^,+\\])*)/.exec(dn) ?? [];
  if (value === undefined) return null;
  const bytes = value.replaceAll(/((?:\\[\da-f]{2})+)|\\(.)/gi, (_, hex: string | undefined, plain: string) =>
    hex === undefined ? plain : Buffer.from(hex.replaceAll('\\', ''), 'hex').toString('utf8'),
  );
  return bytes.trim();
}
