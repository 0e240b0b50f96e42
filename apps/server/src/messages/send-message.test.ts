import type { DraftParts, Message } from '@confab/protocol';
import { expect, test } from 'vitest';
import type { LogWriter } from '../log/log-writer.ts';
import type { LogCommand } from '../storage/chat-log.ts';
import { sendMessage } from './send-message.ts';

/** A log that takes everything, and shows what it was given. */
function openLog(): { writer: LogWriter; given: LogCommand[] } {
  const given: LogCommand[] = [];
  const message = { id: 'a.1' } as Message;
  const submit: LogWriter['submit'] = (command) => {
    given.push(command);
    return Promise.resolve({ status: 'changed', message });
  };
  return { given, writer: { submit, depth: 0, close: () => Promise.resolve() } };
}

const draft = { chatId: 'a', senderId: 'ada', clientId: null, content: 'hello' };

test('what is sent beside a text becomes the parts of the message, and a text alone has none', async () => {
  const { writer, given } = openLog();
  const context = { writer, stampNow: () => 7, readMentions: () => null, order: null };
  await sendMessage(context, draft);
  await sendMessage(context, { ...draft, parts: { replyTo: 'a.1' } as unknown as DraftParts });
  expect(given).toEqual([
    { type: 'send', ...draft, parts: null, at: 7 },
    { type: 'send', ...draft, parts: '{"reactions":[],"event":null,"replyTo":"a.1"}', at: 7 },
  ]);
});
