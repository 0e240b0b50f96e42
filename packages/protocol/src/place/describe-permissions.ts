import * as protocol from '../index.ts';
import { chatCommandNeeds, commandNeeds } from '../commands.ts';
import type { Operation } from '../operation.ts';
import { changeablePermissions, mayInPlace, type Needs, placePermissionNames } from './permissions.ts';
import { placeRoles } from './place-role.ts';
import { usualSettings } from './settings.ts';

/** The text of docs/permissions.md, from what is declared: `npm run permissions` writes it. A test keeps the file in step. */
export function describePermissions(): string {
  const groups = Object.entries(protocol).filter(([name]) => name.endsWith('Operations'));
  const operations = groups
    .flatMap(([, group]) => Object.values(group as Record<string, Operation>))
    .toSorted((one, other) => order(one.path, other.path));
  return [
    '# Who may what',
    '',
    'Written by `npm run permissions` from what the protocol declares. What somebody is in a group is another matter: see',
    '[who may do what](architecture.md#who-may-do-what).',
    '',
    '## Roles and permissions of the place',
    '',
    'As it is where the place says nothing else. Marked with `*` is what an admin may give to fewer roles or to more, in the settings of the place,',
    'and its operator by [`PERMISSIONS`](configuration.md); guests never get what they lack here.',
    '',
    ...table(
      ['Permission', ...placeRoles],
      placePermissionNames.map((name) => [
        `\`${name}\`${changeablePermissions.some((one) => one === name) ? ' *' : ''}`,
        ...placeRoles.map((role) => (mayInPlace(role, name, usualSettings) ? 'yes' : '–')),
      ]),
    ),
    '',
    'Nobody acts on somebody of their own role or a higher one, gives a role that is not below their own, or invites to more than they',
    'are; owners do, and the last owner stays one. Guests start direct chats with people of their own chats, and see nobody else.',
    '',
    '## Operations that need more than an account',
    '',
    ...table(
      ['Operation', 'Needs'],
      operations.flatMap(({ path, needs }) => (needs && needs !== 'account' ? [[`\`${path}\``, `\`${needs}\``]] : [])),
    ),
    '',
    'What a request asks for by its body is asked of its role as well:',
    `${listed(operations.filter(({ needsOf }) => needsOf !== undefined))}.`,
    '',
    '## Operations for everybody, logged in or not',
    '',
    ...table(
      ['Operation', 'What it does'],
      operations.filter(({ isPublic }) => isPublic).map(({ path, summary }) => [`\`${path}\``, summary]),
    ),
    '',
    '## While something must be set up first',
    '',
    'Whoever must choose a password or set up a second factor gets no socket, and of all else only:',
    `${listed(operations.filter(({ whileRestricted }) => whileRestricted === true))}.`,
    '',
    '## Commands of the sockets',
    '',
    ...table(
      ['Command', 'Needs'],
      [...commandRows(commandNeeds, ''), ...commandRows(chatCommandNeeds, ' (socket of one chat)')],
    ),
    '',
    'Every other operation is for everybody who has an account, and asks further who they are in its chat.',
    '',
  ].join('\n');
}

/** By address: loaders list what a module exports in orders of their own. */
function order(one: string, other: string): number {
  const [left, right] = [one, other].map((path) => path.replace(/^(\w+) (.*)$/, '$2 $1')) as [string, string];
  return left < right ? -1 : 1;
}

function commandRows(needs: Readonly<Record<string, Needs>>, where: string): string[][] {
  return Object.entries(needs).map(([type, needed]) => [
    `\`${type}\`${where}`,
    needed === 'account' ? 'an account' : `\`${needed}\``,
  ]);
}

function listed(operations: readonly Operation[]): string {
  return operations.map(({ path }) => `\`${path}\``).join(', ');
}

/** Padded, as the formatter wants it. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const renderRow = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [renderRow(header), renderRow(widths.map((width) => '-'.repeat(width))), ...rows.map(renderRow)];
}
