import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mentions } from './mention.ts';
import { isNamed, namedSince, withSince } from './named-since.ts';

const everyone = (...userIds: string[]): Mentions => ({ userIds, all: 'everyone' });
const only = (...userIds: string[]): Mentions => ({ userIds });

test.for<[says: string, before: Mentions | undefined, after: Mentions, since: Mentions['since']]>([
  ['whom nobody named before', undefined, only('bob'), { bob: 5 }],
  ['who was named already', only('bob'), only('bob'), undefined],
  ['the one who is new', only('bob'), only('bob', 'eve'), { eve: 5 }],
  ['all but who was named already', only('bob'), everyone(), { bob: 0, '*': 5 }],
  ['nobody who was one of all', everyone(), only('bob'), undefined],
  ['nobody, where all are still meant', everyone('bob'), everyone(), undefined],
  [
    'an earlier edit, for whom that named',
    { userIds: ['bob'], since: { bob: 3 } },
    only('bob', 'eve'),
    { bob: 3, eve: 5 },
  ],
  ['an earlier edit that named all', { userIds: [], all: 'everyone', since: { '*': 3 } }, only('bob'), { bob: 3 }],
])('an edit names anew %s', ([, before, after, since]) => {
  expect(withSince(before, after, 5).since).toEqual(since);
});

test('through any edits, each is named since the first of those in a row that name them', () => {
  const people = ['ada', 'bob', 'eve'];
  const mentions = fc.option(
    fc.record({ userIds: fc.subarray(people), all: fc.constantFrom(undefined, 'everyone' as const, 'here' as const) }),
  );
  fc.assert(
    fc.property(fc.array(mentions, { minLength: 1, maxLength: 8 }), (texts) => {
      const expected = new Map<string, number | null>();
      let kept: Mentions | undefined;
      for (const [index, text] of texts.entries()) {
        const said: Mentions | undefined = text
          ? { userIds: text.userIds, ...(text.all && { all: text.all }) }
          : undefined;
        const before = kept;
        kept = said && (index === 0 ? said : withSince(before, said, index));
        for (const userId of people) {
          const isThere = said !== undefined && isNamed(said, userId);
          const was = before !== undefined && isNamed(before, userId);
          if (!isThere) expected.set(userId, null);
          else if (!was) expected.set(userId, index === 0 ? null : index);
          expect(namedSince(kept, userId)).toBe(expected.get(userId));
        }
      }
    }),
  );
});
