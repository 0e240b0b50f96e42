import type { APIRequestContext, APIResponse } from '@playwright/test';
import { type Chat, chatSchema, type OwnUser, signedInSchema } from '@confab/protocol';

const messages = 80;
const groups = 8;
const colleagues = ['Bob Norton', 'Cleo Marsh', 'Dora Finch', 'Emil Lund', 'Fay Osei', 'Gus Abara'];
const words = 'the build is green again so we can ship it after lunch unless somebody finds a reason to wait'.split(
  ' ',
);

/** A person in a workplace with some life in it. Answers with a chat that is longer than its first page. */
export async function furnish(
  mine: APIRequestContext,
  newPerson: () => Promise<APIRequestContext>,
): Promise<{ chat: Chat; me: OwnUser }> {
  const me = await register(mine, 'Ada Brook');
  const people: { request: APIRequestContext; user: OwnUser }[] = [];
  for (const name of colleagues) {
    const request = await newPerson();
    people.push({ request, user: await register(request, name) });
  }
  const memberIds = people.map(({ user }) => user.id);
  for (let group = 0; group < groups; group++) {
    const chat = await makeChat(mine, {
      kind: 'group',
      name: `Project ${group + 1}`,
      memberIds: memberIds.slice(group % 4),
    });
    await say(mine, chat, group);
  }
  for (const id of memberIds) await say(mine, await makeChat(mine, { kind: 'direct', memberIds: [id] }), 3);
  const chat = await makeChat(mine, { kind: 'group', name: 'Launch', memberIds });
  for (let turn = 0; turn < messages; turn++) {
    const speaker = turn % 3 === 0 ? mine : people[turn % people.length]?.request;
    await say(speaker ?? mine, chat, turn);
  }
  return { chat, me };
}

export async function register(request: APIRequestContext, displayName: string): Promise<OwnUser> {
  const username = displayName.toLowerCase().replace(' ', '-');
  const data = { username, displayName, password: 'violet-harbour-42' };
  return signedInSchema.parse(await answerOf(await request.post('/api/auth/register', { data }))).user;
}

export async function makeChat(request: APIRequestContext, data: object): Promise<Chat> {
  return chatSchema.parse(await answerOf(await request.post('/api/chats', { data })));
}

async function say(request: APIRequestContext, chat: Chat, turn: number): Promise<void> {
  const length = 6 + ((turn * 7) % 24);
  const content = Array.from({ length }, (_, place) => words[(turn + place * 3) % words.length]).join(' ');
  await answerOf(await request.post(`/api/chats/${chat.id}/messages`, { data: { content } }));
}

async function answerOf(response: APIResponse): Promise<unknown> {
  if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`);
  return await response.json();
}
