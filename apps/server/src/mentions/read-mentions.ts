import { doorOf } from '@confab/protocol/threads';
import { findMentions } from '@confab/text';
import type { ChatAccess } from '../chats/index.ts';
import type { OnlineUsers } from '../presence/index.ts';
import type { Storage } from '../storage/storage.ts';
import type { AskedMentions } from './mention-rules.ts';

export interface MentionContext {
  storage: Storage;
  access: Pick<ChatAccess, 'isMember'>;
  onlineUsers: Pick<OnlineUsers, 'whoIsOnline'>;
  onError: (error: unknown) => void;
}

/** What a text asks for. At once, but for `@here` and what the same person sends right after it. */
export type ReadMentions = (
  said: { chatId: string; senderId: string },
  content: string,
) => AskedMentions | null | Promise<AskedMentions | null>;

/** Of whom `@here` finds so many, or has to look through more members: then it means everyone. */
const presentMax = 200;
const membersMax = 1_000;

export function createMentionReader(context: MentionContext): ReadMentions {
  /** Of each person who waits for an answer, the last one: what they send next keeps its place behind it (D4). */
  const lines = new Map<string, Promise<unknown>>();
  return ({ chatId, senderId }, content) => {
    const asked = mentionsIn(content);
    const before = lines.get(senderId);
    if (asked?.all !== 'here' && !before) return asked;
    const answer = Promise.resolve(before).then(() =>
      asked?.all === 'here' ? withPresent(context, { chatId, senderId }, asked) : asked,
    );
    const line = answer.finally(() => {
      if (lines.get(senderId) === line) lines.delete(senderId);
    });
    lines.set(senderId, line);
    return answer;
  };
}

/** Nearly every text has no `@`, and costs nothing. */
function mentionsIn(content: string): AskedMentions | null {
  if (!content.includes('@')) return null;
  const names = new Set(findMentions(content).map(({ name }) => name.toLowerCase()));
  if (names.size === 0) return null;
  const all = names.has('everyone') ? 'everyone' : names.has('here') ? 'here' : undefined;
  return { names: [...names], all };
}

/** Who of the members is online. Where that can't be told, everyone is meant rather than nobody. */
async function withPresent(
  context: MentionContext,
  { chatId, senderId }: { chatId: string; senderId: string },
  asked: AskedMentions,
): Promise<AskedMentions> {
  try {
    // Whoever is outside is refused by the transaction: nobody is looked for on their behalf.
    if (!(await context.access.isMember(chatId, senderId))) return asked;
    const present = await presentIn(context, chatId);
    return present ? { ...asked, present } : { ...asked, all: 'everyone' };
  } catch (error) {
    context.onError(error);
    return { ...asked, all: 'everyone' };
  }
}

async function presentIn({ storage, onlineUsers }: MentionContext, chatId: string): Promise<string[] | null> {
  const members = await storage.db
    .selectFrom('members')
    .select('user_id')
    .where('chat_id', '=', doorOf(chatId))
    .limit(membersMax + 1)
    .execute();
  if (members.length > membersMax) return null;
  const present = await onlineUsers.whoIsOnline(members.map((member) => member.user_id));
  return present.size > presentMax ? null : [...present];
}
