import { expect, test } from 'vitest';
import { summaryOfFiles } from './file-summary.ts';

const [picture, film, sound, other] = ['image/png', 'video/mp4', 'audio/ogg', 'application/pdf'].map((type) => ({
  name: `a ${type}`,
  type,
}));
const voice = { name: 'voice', type: 'audio/ogg', voice: { ms: 1_000, peaks: 'AA' } };

test.for([
  [[], null],
  [[picture], { sort: 'picture', count: 1 }],
  [[picture, picture], { sort: 'picture', count: 2 }],
  [[film], { sort: 'film', count: 1 }],
  [[sound], { sort: 'sound', count: 1 }],
  [[voice], { sort: 'voice', count: 1 }],
  [[voice, sound], { sort: 'file', count: 2 }],
  [[other], { sort: 'file', count: 1, name: 'a application/pdf' }],
  [[other, other], { sort: 'file', count: 2 }],
  [[picture, other], { sort: 'file', count: 2 }],
] as const)('%j are %j in words', ([files, expected]) => {
  expect(summaryOfFiles(files.flatMap((file) => file ?? []))).toEqual(expected);
});
