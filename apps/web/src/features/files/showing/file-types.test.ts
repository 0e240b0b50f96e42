import { expect, test } from 'vitest';
import { languageOf, typeWord } from './file-types.ts';

test.for([
  ['Minutes.pdf', 'application/pdf', 'PDF', 'pdf'],
  ['notes.TXT', 'text/plain', 'TXT', null],
  ['main.rs', 'text/plain', 'RS', 'rs'],
  ['Dockerfile', 'text/plain', 'PLAIN', null],
  ['.env', 'text/plain', 'PLAIN', null],
  ['firmware', 'application/octet-stream', '', null],
  ['a.what-is-this', 'application/zip', 'ZIP', 'what-is-this'],
] as const)('%s, which is %s, is called %s', ([name, type, word, language]) => {
  expect([typeWord({ name, type }), languageOf({ name, type })]).toEqual([word, language]);
});
