import type { Client, Entry } from 'ldapts';
import type { LdapConfig } from '../config/index.ts';
import { groupsOf, textOf, valuesOf } from './read-entry.ts';

type Settings = Pick<LdapConfig, 'groupBase' | 'attributes' | 'rules'>;

/**
 * Of the groups that mean something here, those that somebody is in: as their entry says, or, where groups list their members, as
 * the directory finds them: it knows best which names are the same.
 */
export async function findGroups(client: Client, entry: Entry, settings: Settings): Promise<string[]> {
  const { groupBase, attributes, rules } = settings;
  if (groupBase === null) return groupsOf(entry);
  const names = [...new Set([...rules.allowedGroups, ...rules.roles.keys()])];
  if (names.length === 0) return [];
  const { AndFilter, EqualityFilter, OrFilter } = await import('ldapts');
  const username = textOf(entry, attributes.username) ?? '';
  const members: [attribute: string, value: string][] = [
    ['member', entry.dn],
    ['uniqueMember', entry.dn],
    ['memberUid', username],
  ];
  const equal = ([attribute, value]: [string, string]) => new EqualityFilter({ attribute, value });
  const { searchEntries } = await client.search(groupBase, {
    scope: 'sub',
    attributes: ['cn'],
    filter: new AndFilter({
      filters: [
        new OrFilter({ filters: names.map((name) => equal(['cn', name])) }),
        new OrFilter({ filters: members.map(equal) }),
      ],
    }),
  });
  const found = new Set(searchEntries.flatMap((group) => valuesOf(group, 'cn')).map((name) => name.toLowerCase()));
  return names.filter((name) => found.has(name.toLowerCase()));
}
