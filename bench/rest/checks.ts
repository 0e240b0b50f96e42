import type { Expected } from '../load/wire.ts';

/** What the message of this client id says: the audit knows it without being told. */
export function postedContent(clientId: string): string {
  return `${clientId} `.padEnd(128, 'lorem ipsum dolor sit amet ').trimEnd();
}

interface Message {
  id: string;
  chatId: string;
  seq: number;
  content: string;
  clientId: string;
}

/** Null where the answer is right; else what is wrong with it. */
export function findWrong(expected: Expected, status: number, body: Buffer, clientId: string): string | null {
  const wanted = expected.kind === 'post' ? 201 : 200;
  if (status !== wanted) return `status ${status}: ${body.toString('utf8', 0, 200)}`;
  const text = body.toString();
  return expected.kind === 'html' ? wrongPage(text) : wrongJson(expected, JSON.parse(text), clientId);
}

function wrongPage(text: string): string | null {
  const isWhole = text.startsWith('<!doctype html>') && text.includes('<script') && text.trimEnd().endsWith('</html>');
  return isWhole ? null : `no whole page: ${text.slice(0, 100)}`;
}

/** Whatever the answer is: a field that is not there is not what was expected. */
function wrongJson(expected: Exclude<Expected, { kind: 'html' }>, answer: unknown, clientId: string): string | null {
  switch (expected.kind) {
    case 'page':
      return wrongMessages(expected, (answer as { messages?: Message[] }).messages ?? []);
    case 'chats':
      return wrongChats(expected.last, (answer as { chats?: Chat[] }).chats ?? []);
    case 'me': {
      const { id } = (answer as { user?: { id?: string } }).user ?? {};
      return id === expected.userId ? null : `somebody else: ${id}`;
    }
    case 'post': {
      const { chatId, clientId: said, content } = answer as Partial<Message>;
      if (expected.isCanned) return null;
      const isRight = chatId === expected.chatId && said === clientId && content === postedContent(clientId);
      return isRight ? null : `another message: ${JSON.stringify(answer)}`;
    }
  }
}

function wrongMessages(
  { chatId, messages }: Extract<Expected, { kind: 'page' }>,
  found: readonly Message[],
): string | null {
  if (found.length !== messages.length) return `${found.length} messages instead of ${messages.length}`;
  const wrong = messages.findIndex(({ seq, content }, place) => {
    const message = found[place];
    return message?.chatId !== chatId || message.seq !== seq || message.content !== content;
  });
  return wrong < 0 ? null : `message ${wrong} of ${chatId} is another`;
}

interface Chat {
  id: string;
  members: unknown[];
  lastMessage?: Message;
}

function wrongChats(last: Readonly<Record<string, string>>, found: readonly Chat[]): string | null {
  const ids = new Set(found.map(({ id }) => id));
  const wanted = Object.keys(last).length;
  if (ids.size !== wanted || found.length !== wanted) return `${found.length} chats instead of ${wanted}`;
  const wrong = found.find(({ id, members, lastMessage }) => members.length < 2 || lastMessage?.content !== last[id]);
  return wrong === undefined ? null : `chat ${wrong.id} is not as it was made`;
}
