import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textSchema } from './name-schema.ts';
import { cleanName, findNameProblem } from './names.ts';

test.each([
  'Ada Lovelace',
  "Siobhán O'Neill-Łukasz",
  'Nguyễn Thị Ánh',
  'Ḿ̀ary',
  'Αλέξανδρος Παπαδόπουλος',
  'Наталья Щербакова',
  'שָׁלוֹם עֲלֵיכֶם',
  'مُحَمَّد عَلِيّ',
  'می‌خواهم',
  'क्‍ष्मी राज्‌य',
  'สมชาย ใจดีจั๊งน้ำ',
  '山田 太郎 (タロウ)',
  '김철수',
  'Zoë × café №5',
  'Team 🏳️‍🌈 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣',
  'C3PO & R2-D2!',
  'Dev-чат',
  'iPhone用',
  'র\u200D্যাব',
  'അവന്\u200D',
  'ශ්\u200Dරී ලංකා',
  'دانش\u200Cآموز',
  'မျှော့်',
  'ཧཱུྃ',
  'Ọlá Ṣẹ́gun',
  // Bengali and Kannada RA before a virama, old Malayalam chillus, Sinhala conjuncts: their joiners are seen.
  'ನರ\u200D್ಮದಾ',
  'ක්\u200Cෂ',
  'كتاب\u200Cها',
  'لَـٰكِنَّ',
  'בְּרֵאשִׁ֖ית',
  'བསྒྲུབས་',
  'ကျွန်ုပ် လွှတ်တော်',
  'ភាសាខ្មែរ',
  'x̌ʷəlšucid',
  'ᏣᎳᎩ',
  'ⵜⴰⵎⴰⵣⵉⵖⵜ',
  'ทีมDev',
  'ATMകൾ',
  'הAPI',
  'ทีม日本',
  'ÅÄÖ ½ ²',
  '१२ ४',
  'تیم ۱۲',
])('%j is a name, and stays as it is', (name) => {
  expect(cleanName(name)).toBe(name.normalize('NFC'));
  expect(findNameProblem(cleanName(name))).toBeNull();
});

test.each([
  ['A\u200Dda', 'Ada'],
  ['A\u200Bd\u200Ca\u2060', 'Ada'],
  ['\u200EAda\u200F', 'Ada'],
  ['A\u00ADda\uFEFF', 'Ada'],
  ['Ada\uFE0F', 'Ada'],
  ['Ada\u{E0061}\u{E0062}', 'Ada'],
  ['\u3164Ada\u115F', 'Ada'],
  ['Ada\u00A0\u3000 Lovelace ', 'Ada Lovelace'],
  ['A\u0301da', 'Áda'],
  ['Ada\u2800', 'Ada'],
  ['Ada\u2800Lovelace', 'Ada Lovelace'],
  ['A\uFFF9d\uFFFBa\u{1D159}', 'Ada'],
  ['Ada\u{13430}', 'Ada'],
  ['د\u200Cار', 'دار'],
  ['محم\u200Dد', 'محمد'],
  ['علي\u200C', 'علي'],
  ['र\u200Dवि', 'रवि'],
  ['र\u200Cवि', 'रवि'],
  ['क\u200Da', 'कa'],
  ['क्\u200D\u200Dष', 'क्\u200Dष'],
  ['🏳\u200D🌈 crew', '🏳️\u200D🌈 crew'],
  // Between Arabic letters that join anyway, or never do, a joiner shows nothing; so it does twice.
  ['سلام\u200Dسلام', 'سلامسلام'],
  ['دا\u200Cدا', 'دادا'],
  ['کتاب\u200C\u200Cها', 'کتاب\u200Cها'],
  ['क\u200Dख', 'कख'],
  ['کتاب\u200C', 'کتاب'],
  ['क्\u200C', 'क्'],
  ['தமிழன்\u200D', 'தமிழன்'],
  ['A\uFFF9d\uFFFAa\uFFFB', 'Ada'],
  ['Ada\u{13441}\u{13442}\u{1D159}', 'Ada'],
  ['🏳\u200D🌈 Pride', '🏳️\u200D🌈 Pride'],
  ['Ada 👍\u200D👍', 'Ada 👍👍'],
  ['🏴\u{E0067}\u{E0062}\u{E0078}\u{E007F}', '🏴'],
])('[A46] %j is cleaned to %j', (text, name) => {
  expect(cleanName(text)).toBe(name);
  expect(findNameProblem(name)).toBeNull();
});

test.each([
  ['\u0301', 'lone-accent'],
  ['Ada \u0301', 'lone-accent'],
  ['A\u20DDda', 'lone-accent'],
  ['A\u0316\u0317\u0318\u0319\u031Cda', 'many-accents'],
  [`Z${'\u0351\u036F'.repeat(25)}`, 'many-accents'],
  ['x\u0323\u0323', 'many-accents'],
  [`Z${'\u0351\u0903'.repeat(25)}`, 'many-accents'],
  [`A${'\u0BBE'.repeat(2)}`, 'many-accents'],
  ['A\u0903\u0BBE\u0903\u0BBE\u0903', 'many-accents'],
  ['Ad\u202Ea', 'direction'],
  ['Ad\u2066a', 'direction'],
  ['Ad\u0007a', 'control'],
  ['Ada\nBob', 'control'],
  ['Ada\uE000', 'not-for-all'],
  ['Ada\u{10FFFF}', 'not-for-all'],
  ['Ada\uFFFC', 'not-for-all'],
  ['Ada\ud83d', 'not-for-all'],
  ['𝖠𝖽𝖺', 'mathematical'],
  ['Аda', 'mixed-letters'],
  ['pαypal', 'mixed-letters'],
  ['Ad\u{10428}a', 'mixed-letters'],
  ['ᗅda', 'mixed-letters'],
  ['\u{102A0}da', 'mixed-letters'],
  ['Ⴝam', 'mixed-letters'],
  ['Γа', 'mixed-letters'],
  ['Аש', 'mixed-letters'],
  ['ಅఅ', 'mixed-letters'],
  ['G\u0B66gle', 'mixed-digits'],
  ['1\u09EA', 'mixed-digits'],
  ['٣۴', 'mixed-digits'],
  ['A\u05BCda', 'foreign-accent'],
  [`का${'ा'.repeat(20)}`, 'many-accents'],
  ['र्\u200D'.repeat(1) + '्\u200D'.repeat(9), 'many-accents'],
  ['\u200B\u2800 \u3164', 'unseen'],
  ['\u{13441}', 'unseen'],
])('[A46] %j is refused', (text, problem) => {
  expect(findNameProblem(cleanName(text))).toBe(problem);
});

test('[A28] what is accepted is clean already, and a text that is too long for any name is not looked through', () => {
  const anyText = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        ...Array.from('\u200C\u200D\u200B\uFE0F\u0301\u0323\u094D\u09CD\u09B0aà1कয\u{E0061}👩🔥بد\u2800 '),
      ),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(anyText, (text) => {
      const name = cleanName(text);
      expect(findNameProblem(name) !== null || cleanName(name) === name).toBe(true);
    }),
    {
      numRuns: 500,
      examples: [
        ['1\u0323\u094D\u200Da'],
        ['Ã\u0301\u094D\u200DÃ'],
        ['क\u0301\u200D\u094D\u200Dष'],
        ['क\u094D\u200D\u200C\u0301'],
      ],
    },
  );
  for (const part of [
    '\u0300\u0903',
    '\u0903',
    'ب\u0301\u200C',
    '👩🏽',
    '👩\uFE0F\u200D',
    'a\u200D',
    '\u0301',
    '👩\u200D',
    'аa',
    'क\u200D',
  ]) {
    const text = part.repeat(100_000);
    expect([part, cleanName(text) === text, findNameProblem(text)]).toEqual([part, true, 'too-long']);
  }
});

test('[A28] of a text that is longer than may be kept no line is looked at', () => {
  const schema = textSchema(500);
  const startedAt = performance.now();
  for (const line of ['\n', ' \n', 'a\u0301\n']) {
    const { error } = schema.safeParse(line.repeat(250_000 / line.length));
    expect(error?.issues.map(({ message }) => message)).toEqual(['at most 500 characters']);
  }
  expect(performance.now() - startedAt).toBeLessThan(300);
  expect(schema.safeParse(' a \n'.repeat(200)).data).toBe('a\n'.repeat(200).trim());
});
