import { expect, test } from 'vitest';
import { languagesOf, readEmoji } from '../../../vite/emoji.ts';
import { toEmoji } from './emoji-row.ts';
import { namesLanguage } from './names-language.ts';
import { searchEmoji } from './search-emoji.ts';

const known = ['de', 'en', 'en-gb', 'es', 'es-mx', 'ja', 'pt', 'zh', 'zh-hant'];

test.each([
  ['en', 'en'],
  ['en-GB', 'en-gb'],
  ['en-XA', 'en'],
  ['de-AT', 'de'],
  ['es-MX', 'es-mx'],
  ['es-AR', 'es'],
  ['zh-TW', 'zh-hant'],
  ['zh-Hans-SG', 'zh'],
  ['ar-XB', 'en'],
  ['', 'en'],
  ['not a tag', 'en'],
])('who reads %j is given names in %s', (tag, language) => {
  expect(namesLanguage(tag, known)).toBe(language);
});

test('emoji are called and found in the language of the page, and by the names that other programs gave them', async () => {
  const german = (await readEmoji('de')).map(toEmoji);
  expect(searchEmoji(german, 'Rakete')[0]).toMatchObject({ emoji: '🚀', name: 'Rakete' });
  expect(searchEmoji(german, 'lachendes ges')[0]?.name).toMatch(/Gesicht/);
  expect(searchEmoji(german, ':tada')[0]).toMatchObject({ emoji: '🎉' });
  // Nobody writes spaces between these words.
  const japanese = (await readEmoji('ja')).map(toEmoji);
  expect(searchEmoji(japanese, 'ケット').map(({ emoji }) => emoji)).toContain('🚀');
});

test('a language that the page learns brings its names along', () => {
  expect(languagesOf(['en.po', 'de.po', 'zh-TW.po', 'xx.po', 'po.d.ts'])).toEqual(['en', 'de', 'zh-hant']);
});
