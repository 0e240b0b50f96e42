import { threadIdOf } from '@confab/protocol/threads';
import { expect, test } from 'vitest';
import { threadDocumentId } from './thread-settings.ts';

test('what is wanted of a thread is kept by the id of the message with which it began', () => {
  expect(threadDocumentId(threadIdOf('cAb_-9', 46))).toBe('cAb_-9.1a');
  expect(threadDocumentId('cAb_-9')).toBeNull();
});
