import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { malformed } from './bus.ts';
import { busCount, busId, defineBusEvent, hear } from './bus-event.ts';

const waved = defineBusEvent('waved', { userId: busId, at: busCount });
const left = defineBusEvent('left', { userId: busId, why: z.string().nullable() });

describe('[D25] what a node hears from nodes of other versions', () => {
  test('goes to those who hear its type, with the topic that it came by', () => {
    const heard: unknown[] = [];
    const listener = hear(
      waved.on((fields, topicId) => heard.push(['first', fields, topicId])),
      left.on((fields) => heard.push(['left', fields])),
      waved.on((fields) => heard.push(['second', fields])),
    );
    listener(waved.of({ userId: 'ada', at: 3 }), 'chat-1');
    listener(left.of({ userId: 'bob', why: null }));
    expect(heard).toEqual([
      ['first', { userId: 'ada', at: 3 }, 'chat-1'],
      ['second', { userId: 'ada', at: 3 }],
      ['left', { userId: 'bob', why: null }],
    ]);
  });

  test('is let pass where nobody hears its type, and is not taken for an error', () => {
    expect(hear(waved.on(() => {}))({ type: 'from-tomorrow', userId: 7 })).not.toBe(malformed);
  });

  test('loses the fields that nobody here knows', () => {
    const heard: unknown[] = [];
    hear(waved.on((fields) => heard.push(fields)))({ type: 'waved', userId: 'ada', at: 3, how: 'fast' });
    expect(heard).toEqual([{ userId: 'ada', at: 3 }]);
  });

  test.each([
    { userId: 'ada' },
    { userId: { __proto__: 1 }, at: 3 },
    { userId: '', at: 3 },
    // No id has it, and PostgreSQL refuses to look for it.
    { userId: 'a\0', at: 3 },
    { userId: 'ada', at: -1 },
  ])('is as good as lost where it makes no sense: %j', (fields) => {
    const heard: unknown[] = [];
    expect(hear(waved.on((event) => heard.push(event)))({ type: 'waved', ...fields })).toBe(malformed);
    expect(heard).toEqual([]);
  });
});

test('an event is plain JSON with its type in it, as every version of the bus carries it', () => {
  expect(JSON.stringify(waved.of({ userId: 'ada', at: 3 }))).toBe('{"type":"waved","userId":"ada","at":3}');
});
