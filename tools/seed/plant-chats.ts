import { randomBytes } from 'node:crypto';
import { rulesUrl } from '../../apps/server/src/rules.ts';
import { createChatRule } from '../../apps/server/src/chats/chat-rules.ts';
import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/open-sqlite-storage.ts';
import type { LogCommand } from '../../apps/server/src/storage/chat-log.ts';
import type { Storage } from '../../apps/server/src/storage/storage.ts';
import { directChats, groups } from './groups.ts';
import { type HistoryPlan, seededRandom, writeHistory } from './write-history.ts';

const dayMs = 24 * 60 * 60 * 1000;
const historyMs = 45 * dayMs;
/** As many as a busy server commits together. */
const batchSize = 200;

/** Writes the chats and their histories through the log, as the server does, with times in the weeks before now. */
export async function plantChats(dataDir: string, userIds: Map<string, string>) {
  const storage = await openSqliteStorage({ folder: dataDir, rules: rulesUrl });
  try {
    const random = seededRandom(42);
    const now = Date.now();
    const plans = [...planGroups(userIds, now), ...planDirectChats(userIds, now)];
    let messages = 0;
    for (const [index, plan] of plans.entries()) {
      // The first chats of the list have spoken last.
      const until = now - index * 23 * 60_000 - random() * 600_000;
      messages += await plantChat(storage, { ...plan, until }, random);
    }
    await backdateAccounts(storage, now - historyMs - dayMs);
    await markMostAsRead(storage, random);
    return { chats: plans.length, messages };
  } finally {
    await storage.close();
  }
}

interface ChatPlan extends HistoryPlan {
  chatId: string;
  create: LogCommand;
}

function planGroups(userIds: Map<string, string>, now: number): ChatPlan[] {
  return groups.map(({ name, owner, members, topics, size }) => {
    const ownerId = idOf(userIds, owner);
    const memberIds = [ownerId, ...members.filter((member) => member !== owner).map((member) => idOf(userIds, member))];
    const from = now - historyMs;
    const chatId = newChatId();
    return {
      chatId,
      memberIds,
      topics,
      size,
      from,
      until: now,
      create: createChatRule.command({
        chatId,
        kind: 'group',
        name,
        directKey: null,
        creatorId: ownerId,
        members: memberIds.map((userId) => ({ userId, role: userId === ownerId ? 'owner' : 'member' })),
        at: from,
      }),
    };
  });
}

function planDirectChats(userIds: Map<string, string>, now: number): ChatPlan[] {
  return directChats.map(({ between, topics, size }) => {
    const memberIds = between.map((username) => idOf(userIds, username));
    const from = now - historyMs;
    const chatId = newChatId();
    return {
      chatId,
      memberIds,
      topics,
      size,
      from,
      until: now,
      create: createChatRule.command({
        chatId,
        kind: 'direct',
        name: null,
        directKey: memberIds.toSorted().join(' '),
        creatorId: memberIds[0] ?? '',
        members: memberIds.map((userId) => ({ userId, role: 'member' })),
        at: from,
      }),
    };
  });
}

async function plantChat(storage: Storage, plan: ChatPlan, random: () => number): Promise<number> {
  const { chatId } = plan;
  const lines = writeHistory(plan, random);
  const sends = lines.map((line): LogCommand => ({ type: 'send', chatId, clientId: null, ...line }));
  await commitAll(storage, [plan.create, ...sends]);
  return sends.length;
}

async function commitAll(storage: Storage, commands: LogCommand[]): Promise<void> {
  for (let start = 0; start < commands.length; start += batchSize) {
    const outcomes = await storage.log.commit(commands.slice(start, start + batchSize));
    const refused = outcomes.find(({ status }) => status === 'refused');
    if (refused) throw new Error(`A seed was refused: ${JSON.stringify(refused)}`);
  }
}

/** People have been here longer than their messages. */
async function backdateAccounts(storage: Storage, at: number): Promise<void> {
  await storage.db
    .updateTable('users')
    .set({ created_at: new Date(at).toISOString() })
    .execute();
}

/** A handful of unread messages in every third chat, none in the others. */
async function markMostAsRead(storage: Storage, random: () => number): Promise<void> {
  const members = await storage.db
    .selectFrom('members')
    .innerJoin('chats', 'chats.id', 'members.chat_id')
    .select(['members.chat_id', 'members.user_id', 'chats.seq'])
    .execute();
  const moves = members.map(({ chat_id, user_id, seq }) => ({
    chatId: chat_id,
    userId: user_id,
    seq: random() < 1 / 3 ? Math.max(0, seq - Math.floor(random() * 9)) : seq,
  }));
  await storage.log.moveReadPositions(moves);
}

function idOf(userIds: Map<string, string>, username: string): string {
  const id = userIds.get(username);
  if (!id) throw new Error(`${username} is not one of the people.`);
  return id;
}

/** In the server's form. */
function newChatId(): string {
  return `c${randomBytes(15).toString('base64url')}`;
}
