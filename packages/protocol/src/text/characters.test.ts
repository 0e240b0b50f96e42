import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countCharacters } from './characters.ts';
import { contentSchema } from '../messages/draft.ts';
import { limits } from '../limits.ts';
import { renameChatBodySchema } from '../chats/requests.ts';
import { registerBodySchema, updateMeBodySchema } from '../accounts/requests.ts';

const anyText = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', '🏳️', '\ud83d', '\ude00', ' ') });

it('counts code points, a lone surrogate as one', () => {
  expect(['', 'a', '漢字', '😀', '👩‍👩‍👧', '\ud83d', '\ude00\ud83d', 'a😀b'].map(countCharacters)).toEqual([
    0, 1, 2, 1, 5, 1, 2, 3,
  ]);
  fc.assert(fc.property(anyText, (text) => countCharacters(text) === Array.from(text).length));
});

it.each([
  ['content', limits.contentMax, (text: string) => contentSchema.safeParse(text).success],
  [
    'a display name',
    limits.displayNameMax,
    (text: string) => updateMeBodySchema.safeParse({ displayName: text }).success,
  ],
  ['a chat’s name', limits.chatNameMax, (text: string) => renameChatBodySchema.safeParse({ name: text }).success],
  [
    'a password',
    limits.passwordMax,
    (text: string) => registerBodySchema.safeParse({ username: 'ada', password: text }).success,
  ],
])('bounds %s by them', (_name, max, isValid) => {
  for (const character of ['漢', '😀']) {
    expect(isValid(character.repeat(max))).toBe(true);
    expect(isValid(character.repeat(max + 1))).toBe(false);
  }
});

it('takes as little of a password in emoji as in letters', () => {
  const isValid = (password: string): boolean => registerBodySchema.safeParse({ username: 'ada', password }).success;
  expect(isValid('😀'.repeat(limits.passwordMin - 1))).toBe(false);
  expect(isValid('😀'.repeat(limits.passwordMin))).toBe(true);
});
