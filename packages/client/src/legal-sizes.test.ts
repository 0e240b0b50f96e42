import { commandSchema } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { expect, test } from 'vitest';
import { turn } from '../tests/manual-clock.ts';
import { ScriptedServer } from '../tests/scripted-server.ts';
import { resumeCommand } from './resume.ts';
import type { ChatState } from './state.ts';

test('a message may have as many characters as the server takes, an emoji counting as one', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const longest = server.client.send('one', '😀'.repeat(limits.contentMax));
  longest.delivered.catch(() => {});
  await turn();
  expect(server.said('send')).toHaveLength(1);
  for (const character of ['😀', 'x']) {
    await expect(async () => {
      await server.client.send('one', character.repeat(limits.contentMax + 1)).delivered;
    }).rejects.toThrow('at most 8,000 characters');
  }
});

test('[D15] a resume names as many chats as a frame can hold, the last spoken in', async () => {
  await using server = new ScriptedServer();
  await server.goLive();
  const state = server.client.getState();
  const one = state.chats.get('one');
  if (!one) throw new Error('There is no chat to copy.');
  const chatOf = (index: number): ChatState => {
    const createdAt = new Date(Date.UTC(2026, 0, 1) + index).toISOString();
    return { ...one, id: `c${String(index).padStart(30, 'x')}`, createdAt, lastMessage: null, rev: 100_000 + index };
  };
  const chats = new Map(Array.from({ length: limits.cursorsMax }, (_, index) => [chatOf(index).id, chatOf(index)]));
  const command = resumeCommand({ ...state, chats });
  expect(Buffer.byteLength(JSON.stringify(command))).toBeLessThanOrEqual(limits.frameBytesMax);
  expect(commandSchema.safeParse(command).success).toBe(true);
  const named = Object.keys(command.cursors);
  expect(named.length).toBeGreaterThan(1_500);
  expect(named).toContain(chatOf(limits.cursorsMax - 1).id);
  expect(named).not.toContain(chatOf(0).id);
});
