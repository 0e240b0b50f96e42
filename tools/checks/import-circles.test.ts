import { expect, test } from 'vitest';
import { findImportCircles } from './import-circles.mjs';

const circlesIn = (files: Record<string, string>): string[] => findImportCircles(new Map(Object.entries(files)));

test('a circle of files is found, imports of types included, and is shown as one may walk it', () => {
  const [found, ...others] = circlesIn({
    'apps/server/src/a/one.ts': "import { two } from './two.ts';",
    'apps/server/src/a/two.ts': "import type { Three } from '../b/three.ts';",
    'apps/server/src/b/three.ts': "import type {\n  One,\n} from '../a/one.ts';\nexport * from './leaf.ts';",
    'apps/server/src/b/leaf.ts': '',
  });
  expect(others).toEqual([]);
  expect(found).toContain(
    'one.ts\n  -> apps/server/src/a/two.ts\n  -> apps/server/src/b/three.ts\n  -> apps/server/src/a/one.ts',
  );
  expect(found).toContain('as an interface');
});

test('a file that leads to itself through the index of its package is a circle', () => {
  const found = circlesIn({
    'packages/protocol/src/index.ts': "export * from './events.ts';",
    'packages/protocol/src/events.ts': "import type { Message } from '@confab/protocol';",
  });
  expect(found).toHaveLength(1);
});

test('files that are reached by two ways are none', () => {
  const found = circlesIn({
    'apps/web/src/top.tsx': "import { Left } from './left.tsx';\nimport { Right } from './right.tsx';",
    'apps/web/src/left.tsx': "import { base } from './base.ts';",
    'apps/web/src/right.tsx': "import { base } from './base.ts';",
    'apps/web/src/base.ts': "import { z } from 'zod';",
  });
  expect(found).toEqual([]);
});
