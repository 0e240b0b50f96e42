import { expect, it } from 'vitest';
import type { BusEvent } from '../bus/bus.ts';
import { createMemoryBus } from '../bus/memory-bus.ts';
import { memberMessage, textMessage } from '../realtime/stage.ts';
import type { ChatLog, LogOutcome } from '../storage/chat-log.ts';
import { createLogWriter } from './log-writer.ts';

const command = { type: 'send', chatId: 'chat-1', senderId: 'u', clientId: null, content: 'x', at: 0 } as const;

async function writerOn(commit: () => Promise<LogOutcome[]>): Promise<{
  submit: () => Promise<LogOutcome>;
  told: string[];
}> {
  const bus = createMemoryBus();
  const told: string[] = [];
  const note = (event: BusEvent): void => void told.push(`told ${event.type}`);
  await bus.subscribe('chat:chat-1', note);
  await bus.subscribe('nodes', note);
  const writer = createLogWriter({ log: { commit } as unknown as ChatLog, bus });
  return { submit: () => writer.submit(command), told };
}

it('[D6] tells of a change after its commit, and its sender after that', async () => {
  const order: string[] = [];
  const { submit, told } = await writerOn(async () => {
    order.push(...told, 'committed');
    return [{ status: 'changed', message: textMessage(1) }];
  });
  await submit().then(() => order.push(...told, 'answered'));
  expect(order).toEqual(['committed', 'told change', 'answered']);
});

it('[D6] tells of nothing that failed or changed nothing', async () => {
  const failing = await writerOn(() => Promise.reject(new Error('no disk')));
  await expect(failing.submit()).rejects.toThrow('could not be stored');
  expect(failing.told).toEqual([]);
  const retried = await writerOn(async () => [{ status: 'unchanged', message: textMessage(1) }]);
  await retried.submit();
  expect(retried.told).toEqual([]);
});

it('[D6] tells of all that a rule changed, in its order, then of its events, and of what came beside a send', async () => {
  const changes = [textMessage(1), textMessage(2)];
  const events = [{ topic: 'nodes', event: { type: 'noted' } }] as const;
  const rule = await writerOn(async () => [{ status: 'done', result: null, changes, events }]);
  await rule.submit();
  expect(rule.told).toEqual(['told change', 'told change', 'told noted']);
  const send = await writerOn(async () => [
    { status: 'changed', message: textMessage(1), beside: { changes: [], events } },
  ]);
  await send.submit();
  expect(send.told).toEqual(['told change', 'told noted']);
});

it('[D5] a rule that failed is an error for the one who asked, and nothing is told', async () => {
  const { submit, told } = await writerOn(async () => [{ status: 'failed', reason: 'Error: a defect' }]);
  await expect(submit()).rejects.toThrow('a defect');
  expect(told).toEqual([]);
});

it('[D19] tells every node where members change', async () => {
  const message = memberMessage(1, { type: 'member-removed', userId: 'u' });
  const { submit, told } = await writerOn(async () => [{ status: 'changed', message }]);
  await submit();
  expect(told).toEqual(['told change', 'told members-changed']);
});
