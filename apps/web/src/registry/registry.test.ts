import { expect, test } from 'vitest';
import { createLateRegistry } from './late-registry.ts';
import { createRegistry } from './registry.ts';
import type { WebFeature } from './web-feature.ts';

function partOf(name: string, order: number): WebFeature {
  return { name, messageParts: [{ name, order, isFor: () => true, Part: () => null }] };
}

test('what features brought stands in its order, whichever feature comes first in the list', () => {
  const { messageParts, pages } = createRegistry([partOf('pins', 20), partOf('reactions', 10), { name: 'bare' }], () =>
    Promise.resolve(createLateRegistry([])),
  );
  expect(messageParts.map(({ name }) => name)).toEqual(['reactions', 'pins']);
  expect(pages).toEqual([]);
});

test('two of a kind with one name are refused', () => {
  expect(() =>
    createRegistry([partOf('pins', 10), partOf('pins', 20)], () => Promise.resolve(createLateRegistry([]))),
  ).toThrow('messageParts called "pins"');
});
