import type { MessageFile } from '@confab/protocol';
import { expect, test } from 'vitest';
import { blocksOf, boxStyle } from './blocks.ts';

const file = (more: Partial<MessageFile>): MessageFile => ({ id: 'f', name: 'f', size: 1, type: 'image/png', ...more });
const photo = file({ width: 3_000, height: 2_000 });
const styleOf = (one: MessageFile) => boxStyle(blocksOf([one])[0] ?? { look: 'card', file: one });

test('pictures that follow each other stand together, all else alone and in its order', () => {
  const text = file({ type: 'text/plain' });
  const voice = file({ type: 'audio/webm', voice: { ms: 1_000, peaks: 'AAAA' } });
  const looks = blocksOf([photo, photo, text, photo, voice, file({ type: 'audio/mpeg' }), file({ type: 'video/mp4' })]);
  expect(looks.map(({ look }) => look)).toEqual(['pictures', 'card', 'pictures', 'voice', 'sound', 'film']);
});

test('a picture whose size nobody knows is a file like others', () => {
  expect(blocksOf([file({ type: 'image/svg+xml' })])[0]?.look).toBe('card');
});

test.for([
  ['a photo fills its bounds', photo, 'min(3000px, 26rem, 33rem)', 1.5],
  ['a small one is not blown up', file({ width: 120, height: 80 }), 'min(120px, 26rem, 33rem)', 1.5],
  ['a tiny one is found by a finger', file({ width: 16, height: 16 }), 'min(64px, 26rem, 22rem)', 1],
  ['one that is far too wide is cut off', file({ width: 9_000, height: 90 }), 'min(9000px, 26rem, 66rem)', 3],
  ['and one that is far too high', file({ width: 90, height: 9_000 }), 'min(90px, 26rem, 9.9rem)', 0.45],
  ['a film of no known size is wide', file({ type: 'video/mp4' }), 'min(640px, 26rem, 39.11rem)', 16 / 9],
] as const)('%s', ([, one, width, ratio]) => {
  expect(styleOf(one)).toEqual({ width, aspectRatio: `${ratio}` });
});
