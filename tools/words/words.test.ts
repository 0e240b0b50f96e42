import { describe, expect, test } from 'vitest';
import { findBareWords } from './bare-words.mjs';
import { updateCatalogue } from './catalogue.mjs';
import { collectWords } from './collect-words.mjs';
import { parseSource } from './syntax.mjs';

const file = 'features/chats/Chat.tsx';
const imported = "import { plural, t } from '../../lib/words.ts';\n";
const collect = (code: string) => collectWords(parseSource(file, imported + code));
const bare = (code: string) => findBareWords(parseSource(file, code));

describe('words are collected', () => {
  test('with their values by number, and what these are', () => {
    expect(collect('const say = (name: string) => t`Log out ${name}`;').words).toEqual([
      { message: 'Log out {0}', file, values: ['name'] },
    ]);
  });

  test('with the forms of a plural', () => {
    const { words, faults } = collect(
      "const say = () => t`${plural(all.size, { one: '# member', other: '# members' })}`;",
    );
    expect(words[0]?.message).toBe('{0, plural, one {# member} other {# members}}');
    expect(faults).toEqual([]);
  });

  test('only where t is the one of lib/words.ts', () => {
    const { words } = collectWords(
      parseSource(file, 'const t = css; const a = () => t`margin: 0`; const b = String.raw`x`;'),
    );
    expect(words).toEqual([]);
  });

  test.for([
    ['const title = t`New chat`;', 'top of the module'],
    ['const say = (forms) => t`${plural(2, forms)}`;', 'forms of a plural'],
    ["const say = () => t`You can't`;", 'apostrophe'],
    ['const say = () => t`a {b}`;', 'no { }'],
  ] as const)('and refused: %s', ([code, reason]) => {
    expect(collect(code).faults.join()).toContain(reason);
  });
});

describe('words that are not in the catalogue are found', () => {
  test.for([
    ['as text', 'const a = <p>New here?</p>;'],
    ['as a choice of text', "const a = <p>{busy ? 'wait' : null}</p>;"],
    ['as a name for screen readers', 'const a = <p aria-label="close" />;'],
    ['with a value in them', 'const a = <p title={`close ${name}`} />;'],
    ['as a property of a component', 'const a = <Field label="name" />;'],
    ['as a sentence in code', "tell('Nothing came of it, try again.');"],
    ['as a word in code', "const name = mine ? 'You' : other;"],
  ])('%s', ([, code = '']) => {
    expect(bare(code)).toHaveLength(1);
  });

  test.for([
    ['words of the catalogue', 'const a = <p title={t`Close`}>{t`New here?`}</p>;'],
    ['class names', 'const a = <p className={open ? "flex p-2" : "hidden"} />;'],
    ['keys that are compared', "if (event.key === 'Enter') go();"],
    ['errors for those who read the console', "throw new Error('There is no #root.');"],
    ['signs', 'const a = <p>· {3}</p>;'],
    ['an address', "const a = <Link to='/settings' onClick={() => go('/new')} />;"],
  ])('but not %s', ([, code = '']) => {
    expect(bare(code)).toEqual([]);
  });
});

describe('a catalogue', () => {
  const words = [
    { message: 'Log out {0}', file, values: ['name'] },
    { message: 'New', file: 'a.tsx', values: [] },
    { message: 'New', file: 'b.tsx', values: [] },
  ];

  test('has each message once, with where it is said and what its values are', () => {
    const text = updateCatalogue('', words);
    expect(text).toContain('#. {0}: name\n#: features/chats/Chat.tsx\nmsgid "Log out {0}"\nmsgstr ""');
    expect(text).toContain('#: a.tsx\n#: b.tsx\nmsgid "New"');
    expect(updateCatalogue(text, words)).toBe(text);
  });

  test('keeps translations, and drops those of what nobody says any more', () => {
    const before = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n\nmsgid "New"\nmsgstr "Neu"\n\nmsgid "Old"\nmsgstr "Alt"\n';
    const text = updateCatalogue(before, words);
    expect(text).toContain('msgid "New"\nmsgstr "Neu"');
    expect(text).not.toContain('Old');
    expect(text).toContain('Language: de');
  });
});
