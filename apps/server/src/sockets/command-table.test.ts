import { expect, test } from 'vitest';
import { z } from 'zod';
import { commandTable } from './command-table.ts';
import { defineChatCommand, defineCommand } from './socket-command.ts';

const wave = defineCommand({ schema: z.strictObject({ type: z.literal('wave') }), handle: () => {} });
const wink = defineCommand({ schema: z.strictObject({ type: z.literal('wink') }), handle: () => {} });
const chatWave = defineChatCommand({ schema: z.strictObject({ type: z.literal('wave') }), handle: () => {} });

test('each socket has the commands that features bring for it', () => {
  const features = [{ commands: [wave] }, {}, { chatCommands: [chatWave] }];
  expect([...commandTable('commands', features, [wink]).keys()]).toEqual(['wink', 'wave']);
  expect([...commandTable('chatCommands', features).values()]).toEqual([chatWave]);
});

test('two features with a command of one name are found when the server starts', () => {
  expect(() => commandTable('commands', [{ commands: [wave] }, { commands: [wink, wave] }])).toThrow('"wave"');
});
