import { expect, test } from 'vitest';
import type { Trail } from '../../lib/kept-trail.ts';
import { withLater } from './keep-order.ts';
import { byVisits, rankRows } from './rank-rows.ts';
import type { Goal, Row, Section } from './rows.ts';

const now = Date.parse('2026-11-27T10:00:00Z');
const dayMs = 86_400_000;
const none: Trail = new Map();
const row = (name: string, goal: Goal, key = name): Row => ({
  key,
  name,
  note: '',
  look: { avatarId: key, userId: null },
  goal,
});
const chat = (name: string): Row => row(name, { type: 'chat', chatId: name });
const page = (name: string): Row => row(name, { type: 'page', path: `/${name}` });
const command = (name: string, isDrastic = false): Row =>
  row(name, { type: 'command', run: () => undefined, ...(isDrastic && { isDrastic }) });
const names = (rows: readonly Row[]): string[] => rows.map(({ name }) => name);

test('names that begin with the query come first, then words that do, then the rest, whatever the accents', () => {
  const rows = [chat('Roma'), chat('Anna Mária'), chat('Marek'), chat('Bob')];
  expect(names(rankRows(rows, 'MA', { trail: none, now }))).toEqual(['Marek', 'Anna Mária', 'Roma']);
});

test('among those that fit alike, what one goes to most and lately comes first', () => {
  const trail: Trail = new Map([
    ['Mara', { weight: 4, at: now - 30 * dayMs }],
    ['Marek', { weight: 2, at: now - dayMs }],
  ]);
  const rows = [chat('Maria'), chat('Mara'), chat('Marek')];
  expect(names(rankRows(rows, 'mar', { trail, now }))).toEqual(['Marek', 'Mara', 'Maria']);
});

test('a page is found by the beginnings of its words, a chat by any letters', () => {
  const rows = [page('Notifications'), chat('Cation')];
  expect(names(rankRows(rows, 'cat', { trail: none, now }))).toEqual(['Cation']);
  expect(names(rankRows(rows, 'noti', { trail: none, now }))).toEqual(['Notifications']);
});

test('a command is found by how its name begins and by what stands for it, and by no word in between', () => {
  const theme = { ...command('Switch to the dark theme'), also: 'theme dark light' };
  const found = (query: string): string[] => names(rankRows([theme, chat('Theatre')], query, { trail: none, now }));
  expect(found('the')).toEqual(['Theatre']);
  expect(found('to')).toEqual([]);
  for (const query of ['swi', 'switch to the', 'them', 'dark', 'dark theme', 'light']) {
    expect(found(query)).toEqual(['Switch to the dark theme']);
  }
});

test('a page or command that one uses is weighed as a chat is; one that one does not stands behind', () => {
  const rows = [chat('New York'), command('New chat'), page('Newest')];
  expect(names(rankRows(rows, 'new', { trail: none, now }))).toEqual(['New York', 'New chat', 'Newest']);
  const trail: Trail = new Map([['New chat', { weight: 3, at: now }]]);
  expect(names(rankRows(rows, 'new', { trail, now }))).toEqual(['New chat', 'New York', 'Newest']);
});

test('what can’t be taken back stands behind whatever else fits', () => {
  const rows = [command('Log out', true), chat('Dialogue'), page('Logs')];
  expect(names(rankRows(rows, 'log', { trail: none, now }))).toEqual(['Logs', 'Dialogue', 'Log out']);
});

test('before any letter the chat before this one comes first, then the most visited; this one last', () => {
  const trail: Trail = new Map([
    ['Often', { weight: 9, at: now }],
    ['Open', { weight: 20, at: now }],
  ]);
  const rows = [chat('Open'), chat('New'), chat('Before'), chat('Often')];
  expect(names(byVisits(rows, { trail, now, before: 'Before', current: 'Open' }))).toEqual([
    'Before',
    'Often',
    'New',
    'Open',
  ]);
});

test('what comes later stands below all that is shown, and nothing comes twice', () => {
  const here = [{ name: 'here', rows: [chat('Ada')] }] as const;
  const withPeople = withLater(here, { name: 'people', rows: [chat('Ada'), chat('Adam')] });
  expect(withPeople.map(({ name, rows }) => [name, ...names(rows)])).toEqual([
    ['here', 'Ada'],
    ['people', 'Adam'],
  ]);
  expect(withLater(withPeople, { name: 'people', rows: [chat('Adam')] })).toBe(withPeople);
});

test('messages that the server finds stand below people who came before them', () => {
  const here = [{ name: 'messages', rows: [chat('held')] }] as const;
  const found = { name: 'messages', rows: [chat('held'), chat('found')] } as const;
  expect(withLater(here, found)).toEqual([{ name: 'messages', rows: [chat('held'), chat('found')] }]);
  const withPeople = withLater(here, { name: 'people', rows: [chat('Adam')] });
  const all = withLater(withLater(withPeople, found), { name: 'messages', rows: [chat('held'), chat('last')] });
  expect(all.map(({ name, rows }) => [name, ...names(rows)])).toEqual([
    ['messages', 'held'],
    ['people', 'Adam'],
    ['more', 'found', 'last'],
  ]);
  const files = withLater(withLater(here, { name: 'files', rows: [chat('a')] }), {
    name: 'messages',
    rows: [chat('b')],
  });
  expect(withLater(files, { name: 'files', rows: [chat('a'), chat('c')] }).map(({ name }) => name)).toEqual([
    'messages',
    'files',
    'more',
    'moreFiles',
  ]);
});

test('files that the server finds stand above messages, unless somebody points into the list', () => {
  const here = { name: 'here', rows: [chat('Ada')] } as const;
  const held = { name: 'messages', rows: [chat('held')] } as const;
  const files = { name: 'files', rows: [chat('plan')] } as const;
  const order = (isAtRest: boolean, shown: readonly Section[]): string[] =>
    withLater(shown, files, isAtRest).flatMap(({ rows }) => names(rows));
  expect(order(true, [here, held])).toEqual(['Ada', 'plan', 'held']);
  expect(order(false, [here, held])).toEqual(['Ada', 'held', 'plan']);
  const known = { name: 'files', rows: [chat('draft')] } as const;
  expect(order(true, [here, known, held])).toEqual(['Ada', 'draft', 'plan', 'held']);
  // And stay there.
  const kept = withLater([here, held], files, true);
  expect(withLater(kept, files, false)).toBe(kept);
});
