import { expect, test } from 'vitest';
import { findDocumentFaults } from './document-rules.mjs';

const surroundings = {
  scripts: ['dev'],
  read: (path: string) => (path === 'other.md' ? '# Known heading\n' : null),
};

test('a link to a file or a heading that does not exist is a fault', () => {
  expect(findDocumentFaults('a.md', '[x](missing.md)', surroundings)).toHaveLength(1);
  expect(findDocumentFaults('a.md', '[x](other.md#unknown)', surroundings)).toHaveLength(1);
  expect(findDocumentFaults('a.md', '[x](#nowhere)\n# Here\n', surroundings)).toHaveLength(1);
});

test('a link that leads somewhere is none, nor is one to another site', () => {
  const text = '[x](other.md#known-heading) [y](https://example.org) [z](#here)\n# Here\n';
  expect(findDocumentFaults('a.md', text, surroundings)).toEqual([]);
});

test('a command that package.json does not have is a fault, in a code block too', () => {
  expect(findDocumentFaults('a.md', '```\nnpm run gone\n```\n', surroundings)).toHaveLength(1);
  expect(findDocumentFaults('a.md', '`npm run dev`', surroundings)).toEqual([]);
});

test('two rules of one number are a fault, and one that is cited again is none', () => {
  expect(findDocumentFaults('a.md', '- **D1** One.\n- **D1** Other.\n', surroundings)).toHaveLength(1);
  expect(findDocumentFaults('a.md', '- **D1** One.\n- **D2** As **D1** says.\n', surroundings)).toEqual([]);
});
