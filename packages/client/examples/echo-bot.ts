// Says back whatever is said to it:
//   npm exec -- node packages/client/examples/echo-bot.ts http://localhost:8000 USERNAME PASSWORD
import { createClient, createRestClient } from '@confab/client';
import { fileOutboxStorage } from '@confab/client/node';

const [baseUrl = 'http://localhost:8000', username = '', password = ''] = process.argv.slice(2);
const { user, token } = await createRestClient({ baseUrl }).login({ username, password });

const client = createClient({ baseUrl, token, me: user, storage: fileOutboxStorage('./outbox', user.id) });

client.onMessage(({ message, isNew }) => {
  if (!isNew || message.kind !== 'text' || message.senderId === user.id) return;
  client.send(message.chatId, message.content);
  client.markRead(message.chatId, message.seq);
});

client.connect();
await client.until((state) => state.connection.status === 'live');
console.log(`${user.displayName} listens. Stop with Ctrl+C.`);

process.once('SIGINT', () => {
  void client.close();
});
