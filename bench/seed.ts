import { openSqliteStorage } from '../apps/server/src/storage/sqlite/open-sqlite-storage.ts';
import { rulesUrl } from '../apps/server/src/rules.ts';
import { createChatRule } from '../apps/server/src/chats/chat-rules.ts';
import type { LogCommand, Storage } from '../apps/server/src/storage/index.ts';
import type { ClientPlace } from './load/dialect.ts';

/** A chat to be: its members are people by number. */
export interface ChatPlan {
  kind: 'direct' | 'group';
  members: number[];
  /** Text messages in it; members speak in turn. */
  messages: number;
}

export interface SeedPlan {
  people: number;
  chats: ChatPlan[];
  /** What the message of a chat says, from the first on; `seededContent` where it is left out. */
  textOf?: (chat: number, turn: number) => string;
  /** From the first message to now; a second for each turn where it is left out. */
  overMs?: number;
}

export const personId = (person: number): string => `person${String(person).padStart(12, '0')}`;
export const chatId = (chat: number): string => `chat${String(chat).padStart(14, '0')}`;
const tokenOf = (person: number): string => `token${String(person).padStart(27, '0')}`;

const rowsPerStatement = 500;
const commandsPerCommit = 2_000;
/** So far away that the server does not put it off by itself. */
const sessionDays = 60;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Fills a data folder through the server's own storage. Accounts and their sessions are written as rows: registering
 * thousands of people would hash thousands of passwords, and nobody logs in with one here.
 */
export async function seed(folder: string, plan: SeedPlan): Promise<void> {
  await seedInto(await openSqliteStorage({ folder, rules: rulesUrl }), plan);
}

/** The same in an empty database of any kind. Closes it. */
export async function seedInto(storage: Storage, plan: SeedPlan): Promise<void> {
  try {
    await addPeople(storage, plan.people);
    await commitAll(storage, createChats(plan));
    await commitAll(storage, sendMessages(plan));
  } finally {
    await storage.close();
  }
}

/** The person as a client that has everything up to the head, which is one change for each message. */
export function placeOf(plan: SeedPlan, person: number): ClientPlace {
  const cursors: Record<string, number> = {};
  for (const [index, chat] of plan.chats.entries()) {
    if (chat.members.includes(person)) cursors[chatId(index)] = chat.messages;
  }
  return { userId: personId(person), token: tokenOf(person), cursors, sampled: false };
}

async function addPeople(storage: Storage, people: number): Promise<void> {
  const now = new Date().toISOString();
  const expires = new Date(Date.now() + sessionDays * dayMs).toISOString();
  for (let from = 0; from < people; from += rowsPerStatement) {
    const part = Array.from({ length: Math.min(rowsPerStatement, people - from) }, (_, index) => from + index);
    await storage.db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('users')
        .values(
          part.map((person) => ({
            id: personId(person),
            username: `person${person}`,
            display_username: `person${person}`,
            name: `Person ${person}`,
            email: `person${person}@bench.invalid`,
            email_verified: 0,
            image: null,
            created_at: now,
            updated_at: now,
            last_seen_at: null,
          })),
        )
        .execute();
      await transaction
        .insertInto('sessions')
        .values(
          part.map((person) => ({
            id: `session${String(person).padStart(13, '0')}`,
            token: tokenOf(person),
            user_id: personId(person),
            expires_at: expires,
            created_at: now,
            updated_at: now,
            ip_address: null,
            user_agent: null,
          })),
        )
        .execute();
    });
  }
}

/** Nodes look again and again for those who joined in the last minute: nobody makes a group of 10,000 just before a rush. */
const chatAgeMs = 24 * 60 * 60 * 1000;

function* createChats(plan: SeedPlan): Generator<LogCommand> {
  // Before anything is said in them: times of a log never go back.
  const at = Math.min(Date.now() - chatAgeMs, historyOf(plan).from - 1);
  for (const [index, { kind, members }] of plan.chats.entries()) {
    const userIds = members.map(personId);
    yield createChatRule.command({
      chatId: chatId(index),
      kind,
      name: kind === 'group' ? `Group ${index}` : null,
      directKey: kind === 'direct' ? userIds.toSorted().join(' ') : null,
      creatorId: userIds[0] ?? '',
      members: userIds.map((userId, place) => ({ userId, role: place === 0 && kind === 'group' ? 'owner' : 'member' })),
      at,
    });
  }
}

function historyOf({ chats, overMs }: SeedPlan): { turns: number; stepMs: number; from: number } {
  const turns = Math.max(1, ...chats.map(({ messages }) => messages));
  const stepMs = overMs === undefined ? 1000 : overMs / turns;
  return { turns, stepMs, from: Math.floor(Date.now() - turns * stepMs) };
}

/** The chats take turns, as in a history that grew: neighbours in time are not neighbours in a chat. */
function* sendMessages(plan: SeedPlan): Generator<LogCommand> {
  const { turns, stepMs, from } = historyOf(plan);
  for (let turn = 0; turn < turns; turn++) {
    for (const [index, { members, messages }] of plan.chats.entries()) {
      if (turn >= messages) continue;
      yield {
        type: 'send',
        chatId: chatId(index),
        senderId: personId(members[turn % members.length] ?? 0),
        clientId: `seed-${index}-${turn}`,
        content: plan.textOf?.(index, turn) ?? seededContent(index, turn + 1),
        // Those of one turn are spread over its time.
        at: Math.floor(from + (turn + index / plan.chats.length) * stepMs),
      };
    }
  }
}

const words =
  'the build is green again so we can ship it after lunch unless somebody finds one more reason to wait'.split(' ');

/** What the message of this `seq` in the chat says. */
export function seededContent(chat: number, seq: number): string {
  return sentence(seq - 1 + chat);
}

/** 40 to 240 characters: what people write. */
function sentence(turn: number): string {
  return Array.from({ length: 8 + ((turn * 7) % 40) }, (_, place) => words[(turn + place * 3) % words.length]).join(
    ' ',
  );
}

async function commitAll(storage: Storage, commands: Iterable<LogCommand>): Promise<void> {
  let batch: LogCommand[] = [];
  const commit = async (): Promise<void> => {
    const outcomes = await storage.log.commit(batch);
    const refused = outcomes.find((outcome) => outcome.status === 'refused');
    if (refused) throw new Error(`The seed was refused: ${JSON.stringify(refused)}`);
    batch = [];
  };
  for (const command of commands) {
    if (batch.push(command) === commandsPerCommit) await commit();
  }
  if (batch.length > 0) await commit();
}
