import { expect, test } from 'vitest';
import { type AuditRow, hashEntry, type SealedRow, toAuditRow } from './audit-entry-rules.ts';
import { type AuditAnchor, verifyChain } from './verify-audit.ts';

function noted(number: number): AuditRow {
  const deed = { action: 'person.role-changed', target: { kind: 'person', id: `p${number}` } } as const;
  return toAuditRow(deed, { userId: 'ada', address: '192.0.2.1' }, 1_000 + number);
}

function seal(rows: readonly AuditRow[], anchor: AuditAnchor = { seq: 0, hash: '' }): SealedRow[] {
  let { seq, hash } = anchor;
  return rows.map((row) => {
    seq += 1;
    hash = hashEntry(row, seq, hash);
    return { ...row, seq, hash };
  });
}

const verify = (rows: readonly SealedRow[], rest: Partial<Parameters<typeof verifyChain>[0]> = {}) =>
  verifyChain({
    anchor: null,
    pending: [],
    pages: (async function* () {
      yield rows;
    })(),
    ...rest,
  });

const chain = seal([1, 2, 3, 4, 5].map(noted));
const [first, second, third, fourth, fifth] = chain as [SealedRow, SealedRow, SealedRow, SealedRow, SealedRow];

test('a chain that nobody touched is whole, and says its end', async () => {
  const head = { seq: 5, hash: fifth.hash };
  expect(await verify(chain)).toEqual({ isSound: true, entries: 5, head, broken: null });
  expect(await verify([])).toEqual({ isSound: true, entries: 0, head: null, broken: null });
});

test.each<[string, SealedRow[], number]>([
  ['one was changed', [first, second, { ...third, target_id: 'eve' }, fourth, fifth], 3],
  ['one was changed and hashed anew', [first, ...seal([{ ...noted(9) }], first), third, fourth, fifth], 3],
  ['one was taken out', [first, second, fourth, fifth], 3],
  ['two changed places', [first, { ...third, seq: 2 }, { ...second, seq: 3 }, fourth, fifth], 2],
  ['the beginning was cut off', [third, fourth, fifth], 1],
  ['one was put in', [first, second, { ...second, seq: 3 }, { ...third, seq: 4 }], 3],
])('where %s, the first entry that is not as it was is named', async (_, rows, seq) => {
  expect(await verify(rows)).toMatchObject({ isSound: false, broken: { seq } });
});

test('an end that was cut off, or a chain that was hashed anew, is found with what was written down', async () => {
  const known = { seq: 5, hash: fifth.hash };
  expect(await verify(chain, { known })).toMatchObject({ isSound: true });
  expect(await verify(chain.slice(0, 3), { known })).toMatchObject({ isSound: false, broken: { seq: 4 } });
  const forged = seal([1, 2, 8, 4, 5].map(noted));
  expect(await verify(forged)).toMatchObject({ isSound: true });
  expect(await verify(forged, { known })).toMatchObject({ isSound: false, broken: { seq: 5 } });
});

test('what was pruned goes on from its anchor, as long as an entry tells of it', async () => {
  const anchor = { seq: 2, hash: second.hash };
  const told = toAuditRow(
    { action: 'audit.pruned', target: null, details: { upTo: 2, hash: second.hash } },
    { userId: null, kind: 'server' },
    2_000,
  );
  const rest = [third, fourth, fifth];
  expect(await verify([...rest, ...seal([told], fifth)], { anchor })).toMatchObject({ isSound: true, entries: 4 });
  expect(await verify(rest, { anchor, pending: [told] })).toMatchObject({ isSound: true });
  expect(await verify(rest, { anchor })).toMatchObject({ isSound: false, broken: { seq: 3 } });
  // All of it was deleted behind an anchor that somebody made.
  expect(await verify([], { anchor, pending: [told] })).toMatchObject({ isSound: false, broken: { seq: 3 } });
});

test('what was written down and is pruned by now proves nothing, and is not said to: a log made anew may begin behind it', async () => {
  const forged = [6, 7, 8].map(noted);
  const anchor = { seq: 3, hash: third.hash };
  const details = { upTo: anchor.seq, hash: anchor.hash };
  const told = toAuditRow({ action: 'audit.pruned', target: null, details }, { userId: null, kind: 'server' }, 2_000);
  const rows = seal([...forged, told], anchor);
  expect(await verify(rows, { anchor })).toMatchObject({ isSound: true });
  const known = { seq: 2, hash: second.hash };
  expect(await verify(rows, { anchor, known })).toMatchObject({ isSound: false, broken: { seq: 2 } });
  // The very last that was pruned is kept as the anchor: that can be told.
  expect(await verify(rows, { anchor, known: anchor })).toMatchObject({ isSound: true });
  const other = { seq: 3, hash: second.hash };
  expect(await verify(rows, { anchor, known: other })).toMatchObject({ isSound: false, broken: { seq: 3 } });
});

test('an entry that can’t be read is no reason to read no further', async () => {
  const unreadable = { ...noted(6), action: 'audit.pruned', details: '{' };
  expect(await verify(chain, { anchor: null, pending: [unreadable] })).toMatchObject({ isSound: true });
  const rest = { anchor: { seq: 2, hash: second.hash }, pending: [unreadable] };
  expect(await verify([third, fourth, fifth], rest)).toMatchObject({ isSound: false, broken: { seq: 3 } });
});

test('[A19] what people typed is cut, and holds nothing that a database has no place for', () => {
  const { details } = toAuditRow(
    { action: 'place.changed', target: null, details: { name: `a\0b\ud800${'x'.repeat(1_000)}` } },
    { userId: 'ada' },
    0,
  );
  expect(details.length).toBeLessThan(600);
  expect(details).not.toMatch(/\\u0000|\\ud800/);
});
