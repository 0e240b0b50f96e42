import { limits, usernamePattern } from '@confab/protocol';
import { expect, test } from 'vitest';
import { fitUsername, usernameChoices } from './fit-username.ts';

test.each([
  ['ada', 'ada'],
  ['Ada.Lovelace@example.org', 'Ada.Lovelace'],
  ['Zoë Müller', 'Zoe.Muller'],
  ['DOMAIN\\ada', 'DOMAIN.ada'],
  ['李', 'person'],
  ['a', 'person.a'],
  ['', 'person'],
  ['..', 'person'],
  ['x'.repeat(99), 'x'.repeat(limits.usernameMax)],
])('%j becomes %j', (wanted, fitted) => {
  expect(fitUsername(wanted)).toBe(fitted);
});

test('every choice is a user name, and no two are the same', () => {
  for (const wanted of ['ada', 'x'.repeat(40), '', '<script>']) {
    let count = 0;
    const choices = [...usernameChoices(wanted, () => `${(count += 1)}f3a9c`)];
    expect(new Set(choices).size).toBe(choices.length);
    for (const choice of choices) {
      expect(choice).toMatch(usernamePattern);
      expect(choice.length).toBeGreaterThanOrEqual(limits.usernameMin);
      expect(choice.length).toBeLessThanOrEqual(limits.usernameMax);
    }
  }
});
