// Throws dice for whoever mentions it, in the thread of their message: `@dice 2d6`.
//   npm exec -- node packages/client/examples/dice-bot.ts http://localhost:8000 USERNAME PASSWORD
import { randomInt } from 'node:crypto';
import { createClient, createRestClient, documentOf } from '@confab/client';
import { fileOutboxStorage } from '@confab/client/node';
import { isThreadId } from '@confab/protocol/threads';

const [baseUrl = 'http://localhost:8000', username = '', password = ''] = process.argv.slice(2);
const { user, token } = await createRestClient({ baseUrl }).login({ username, password });

// What is not sent yet survives a restart in this folder.
const client = createClient({ baseUrl, token, me: user, storage: fileOutboxStorage('./outbox', user.id) });

/** What was answered since the start: times alone don't tell apart what was said in one millisecond. */
const answered = new Set<string>();
let answeredBefore: string | null = null;

/** What concerns the bot is a list at the server: nothing of it is missed, not even while the bot is off. */
async function answerMentions(): Promise<void> {
  answeredBefore ??= documentOf(client.getState(), 'activity', null)?.seenAt ?? '';
  const { entries } = await client.activity();
  for (const { kind, chatId, seq, messageId, at } of entries.toReversed()) {
    if (kind !== 'mention' || at <= answeredBefore || answered.has(messageId)) continue;
    await answer(chatId, seq).catch(report);
    answered.add(messageId);
    client.putDocument('activity', null, { seenAt: at });
  }
  // What the list does not show any more it will not show again.
  for (const id of answered) if (!entries.some(({ messageId }) => messageId === id)) answered.delete(id);
}

async function answer(chatId: string, seq: number): Promise<void> {
  const { messages } = await client.rest.messages(chatId, { after: seq - 1, limit: 1 });
  const asked = messages.find((message) => message.seq === seq);
  // By name: `@everyone` asks for no dice.
  if (!asked?.mentions?.userIds.includes(user.id)) return;
  // What is asked in a thread is answered there. A message of a chat gets a thread where it has none.
  const threadId = isThreadId(chatId) ? chatId : (await client.openThread(asked)).id;
  await client.send(threadId, throwDice(asked.content)).delivered;
  client.markRead(chatId, seq);
}

function throwDice(text: string): string {
  // A name may look like dice: `@dice-2d6`.
  const [, count = '1', sides = '6'] = /\b(\d+)?d(\d+)\b/.exec(text.replaceAll(/@\S+/g, '')) ?? [];
  if (Number(count) < 1 || Number(count) > 20 || Number(sides) < 2 || Number(sides) > 1_000)
    return 'One to 20 dice with 2 to 1,000 sides, please: `2d6`';
  const thrown = Array.from({ length: Number(count) }, () => randomInt(Number(sides)) + 1);
  const sum = thrown.reduce((one, other) => one + other, 0);
  return thrown.length === 1 ? `**${sum}**` : `${thrown.join(' + ')} = **${sum}**`;
}

/** A chat that the bot was removed from, a server that restarts: the next mention is another matter. */
function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}

let heard = 0;
let work = Promise.resolve();
client.subscribe(() => {
  const { activityNews, documentsLoaded } = client.getState();
  if (activityNews === heard || !documentsLoaded) return;
  heard = activityNews;
  // One after another, so that nobody is answered twice.
  work = work.then(answerMentions).catch(report);
});

client.connect();
const { features } = await client.until((state) => state.connection.status === 'live');
if (!features.includes('threads')) throw new Error('This server has no threads: it is older than the bot.');
console.log(`${user.displayName} listens. Stop with Ctrl+C.`);

process.once('SIGINT', () => {
  void client.close();
});
