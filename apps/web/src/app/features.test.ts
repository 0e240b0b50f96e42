import { featureErrors, systemEvents } from '@confab/protocol';
import { expect, test } from 'vitest';
import { features } from './features.ts';
import { lateFeatures } from './late-features.ts';

const keysOf = (words: readonly (object | undefined)[]): string[] => words.flatMap((own) => Object.keys(own ?? {}));

test('each refusal of a feature has words', () => {
  expect(keysOf(lateFeatures.map(({ errorWords }) => errorWords)).toSorted()).toEqual(
    Object.keys(featureErrors).toSorted(),
  );
});

test('each system event has words', () => {
  const types = systemEvents.map(({ shape }) => shape.type.value);
  expect(keysOf([...features, ...lateFeatures].map(({ systemWords }) => systemWords)).toSorted()).toEqual(
    types.toSorted(),
  );
});
