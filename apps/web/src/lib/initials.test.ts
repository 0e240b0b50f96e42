import { describe, expect, test } from 'vitest';
import { initials } from './initials.ts';

describe('initials', () => {
  test.for([
    ['Ines Duarte', 'ID'],
    ['Maria del Carmen Ruiz', 'MR'],
    ['Announcements', 'A'],
    ['Release 2.4', 'R2'],
    ['ines.duarte', 'ID'],
    ['  lots   of  space ', 'LS'],
    ['田中 ゆき', '田ゆ'],
    ['(Bot) helper', 'BH'],
    ['élan', 'É'],
    ['👩‍🚀 Crew', 'C'],
    ['🥾', '🥾'],
    ['👩‍🚀', '👩‍🚀'],
    ['…', '?'],
    ['', '?'],
  ] as const)('of "%s" are "%s"', ([name, expected]) => {
    expect(initials(name)).toBe(expected);
  });
});
