import { chatId, seededContent } from '../seed.ts';
import type { Ask, RestLane } from '../load/wire.ts';
import { messagesInGroup, pageSize, type RestPerson, type RestPlan } from './plan.ts';

/** One kind of request, and what every client asks for in turn. */
export interface RestWork {
  name: string;
  /** What is counted. */
  unit: string;
  lanes(plan: RestPlan): RestLane[];
}

/** Of the groups of a client: so many are read and posted in. */
const usedGroups = 20;

/** The newest page of a group, and the one before it. */
const page: RestWork = {
  name: 'page of 50 messages',
  unit: 'pages',
  lanes: ({ broad }) =>
    broad.map(({ token, groups }) => ({
      token,
      asks: groups
        .slice(0, usedGroups)
        .flatMap((group) => [messagesInGroup, messagesInGroup - pageSize].map((last) => askForPage(group, last))),
    })),
};

function askForPage(group: number, lastSeq: number): Ask {
  const messages = Array.from({ length: pageSize }, (_, place) => {
    const seq = lastSeq - pageSize + 1 + place;
    return { seq, content: seededContent(group, seq) };
  });
  const path = `/api/chats/${chatId(group)}/messages?limit=${pageSize}&before=${lastSeq + 1}`;
  return { path, expected: { kind: 'page', chatId: chatId(group), messages } };
}

const chatList = (chats: 30 | 200): RestWork => ({
  name: `list of ${chats} chats`,
  unit: 'lists',
  lanes: ({ seed, broad, narrow }) => {
    const lastOf = (chat: number): [string, string] => [
      chatId(chat),
      seededContent(chat, seed.chats[chat]?.messages ?? 0),
    ];
    return (chats === 200 ? broad : narrow).map((person) => ({
      token: person.token,
      asks: [{ path: '/api/chats/', expected: { kind: 'chats', last: Object.fromEntries(person.chats.map(lastOf)) } }],
    }));
  },
});

const me: RestWork = {
  name: 'who am I',
  unit: 'answers',
  lanes: ({ broad }) =>
    broad.map(({ id, token }) => ({
      token,
      asks: [{ path: '/api/auth/me', expected: { kind: 'me', userId: id } }],
    })),
};

const webPage: RestWork = {
  name: 'the web page',
  unit: 'pages',
  lanes: ({ broad }) => broad.map(() => ({ token: null, asks: [{ path: '/', expected: { kind: 'html' } }] })),
};

/** Last: it changes what the others read. */
const post: RestWork = {
  name: 'post a message',
  unit: 'posts',
  lanes: ({ broad }) => broad.map(({ token, groups }) => ({ token, asks: groups.slice(0, usedGroups).map(askToPost) })),
};

function askToPost(chat: number): Ask {
  return { path: `/api/chats/${chatId(chat)}/messages`, expected: { kind: 'post', chatId: chatId(chat) } };
}

/** A post that changes nothing that a work reads. */
export function testPost({ token, chats }: RestPerson): RestLane {
  return { token, asks: chats.slice(0, 1).map(askToPost) };
}

/** A further work is a further line here, its answer a kind in `checks.ts`, and a route of the Express server. */
export const restWorks: readonly RestWork[] = [page, chatList(30), chatList(200), me, webPage, post];

export const restName = (work: string): string => `rest: ${work}`;
export const restNames = {
  page: restName(page.name),
  list: restName(chatList(200).name),
  post: restName(post.name),
};
