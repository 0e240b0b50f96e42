import { expect, test } from 'vitest';
import { z } from 'zod';
import { operationsOf, nothingSchema } from './operation.ts';

const paths = { list: 'GET /api/pins', pin: 'PUT /api/pins/:chat_id/:colour' } as const;

test('what varies in a path is an id, unless it is declared as something else', () => {
  const { pin, list } = operationsOf('Pins', paths, {
    list: { summary: 'All', needs: 'account', answers: { 200: nothingSchema } },
    pin: {
      summary: 'One',
      needs: 'account',
      params: { colour: z.enum(['red', 'blue']) },
      answers: { 204: nothingSchema },
    },
  });
  expect(list.params).toBeUndefined();
  expect(pin.params.safeParse({ chat_id: 'one', colour: 'red' }).success).toBe(true);
  expect(pin.params.safeParse({ chat_id: '', colour: 'red' }).success).toBe(false);
  expect(pin.params.safeParse({ chat_id: 'one', colour: 'green' }).success).toBe(false);
  expect(pin.params.safeParse({ chat_id: 'one', colour: 'red', size: '1' }).success).toBe(false);
});

test('an operation knows its name, its path and where it is listed', () => {
  const { list } = operationsOf(
    'Pins',
    { list: paths.list },
    { list: { summary: 'All', needs: 'account', answers: {} } },
  );
  expect(list).toMatchObject({ id: 'list', path: 'GET /api/pins', tag: 'Pins', summary: 'All' });
});

test('an operation without a path is refused', () => {
  const details = { list: { summary: 'All', needs: 'account', answers: {} } } as const;
  expect(() => operationsOf('Pins', {}, details)).toThrow('list has no path');
});
