import type { Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import { systemText } from './system-words.ts';

test.each(['from-tomorrow', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  '[D25] an event that is not known here says what the server wrote: %s',
  (type) => {
    const message = { content: 'Ada did something', senderId: 'ada', event: { type } } as unknown as Message;
    expect(systemText(message, new Map())).toBe('Ada did something');
  },
);
