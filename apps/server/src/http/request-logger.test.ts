import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { createLogger } from '../monitoring/index.ts';
import { makeRequestLoggersLate } from './request-logger.ts';

test('a request that logs is named in each of its lines, and what it logs is blacked out as everywhere', async () => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const app = fastify({
    loggerInstance: createLogger({ level: 'info', stream: { write } }),
    genReqId: () => 'the-request',
  });
  makeRequestLoggersLate(app.log);
  app.get('/', ({ log }, reply) => {
    log.debug('not at this level');
    log.warn({ err: new Error('a fault'), password: 'hunter2' }, 'something is wrong');
    log.child({ part: 'of it' }).info('more');
    return reply.send('');
  });
  await app.inject('/');
  expect(lines.filter(({ reqId }) => reqId === 'the-request')).toMatchObject([
    { level: 'info' },
    { level: 'warn', msg: 'something is wrong', password: '[secret]', err: { message: 'a fault' } },
    { level: 'info', msg: 'more', part: 'of it' },
    { level: 'info' },
  ]);
});
