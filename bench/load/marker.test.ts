import { expect, test } from 'vitest';
import { monotonicMicros } from '../measure/clock.ts';
import { markedContent, microsSinceMarker } from './marker.ts';

test('finds out of a frame how long ago its message was meant to leave', () => {
  const content = markedContent(monotonicMicros() - 5_000, 200);
  expect(content).toHaveLength(200);
  const frame = Buffer.from(JSON.stringify({ type: 'message', message: { id: 'a.1', content } }));
  const micros = microsSinceMarker(frame, 0, frame.length);
  expect(micros).toBeGreaterThanOrEqual(5_000);
  expect(micros).toBeLessThan(1_000_000);
});

test('a message that nobody marked is not sampled', () => {
  const frame = Buffer.from('{"type":"message","message":{"content":"hello"}}');
  expect(microsSinceMarker(frame, 0, frame.length)).toBeNaN();
});

test('a marker outside the payload is not read', () => {
  const frame = Buffer.from(JSON.stringify({ content: markedContent(1, 50) }));
  expect(microsSinceMarker(frame, 0, 20)).toBeNaN();
});
