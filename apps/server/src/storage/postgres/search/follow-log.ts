import type { Message } from '@confab/protocol';
import { readWords, tokensOf } from '@confab/text/search';
import type { ChatLog } from '../../chat-log.ts';
import { chatFact, factsOf, searchedTexts } from '../../search/facts.ts';
import { firstIdAt } from '../../search/search-index.ts';
import type { Connections, Queryable } from '../connections.ts';
import { forgetWords } from './forget-words.ts';
import { countWords, numberWords } from './search-words.ts';
import type { DocumentIds } from './document-ids.ts';
import { readNumbers, writeNumber } from './token-signs.ts';

/** Of one step, which holds the others of all nodes off. */
const changesPerStep = 200;
/** Any number that no other program locks in the same database. */
export const indexLock = 7_266_341;

interface Log {
  no: number;
  rev: number;
}

export interface FollowContext {
  connections: Connections;
  log: Pick<ChatLog, 'readChanges' | 'readHeads'>;
  ids: DocumentIds;
}

/** Takes the next changes of a log into the index. Answers whether there is more; also where another node is at it. */
export async function followLog({ connections, log, ids }: FollowContext, logId: string): Promise<boolean> {
  return await connections.transaction(async (on) => {
    const [[isMine] = [false]] = await on.query<[boolean]>({
      text: `select pg_try_advisory_xact_lock(${indexLock})`,
      values: [],
    });
    if (!isMine) return true;
    const head = (await log.readHeads([logId])).get(logId);
    if (!head) return false;
    const known = await logOf(on, logId);
    const begun = known.rev > head.rev ? await startOver(on, known) : known.rev;
    const { messagesJson, upToRev, more } = await log.readChanges(logId, begun, changesPerStep);
    await takeIn({ on, ids }, known, JSON.parse(messagesJson) as Message[]);
    await on.query({
      name: 'confab_search_move',
      text: 'update search_places set rev = $2 where no = $1',
      values: [known.no, upToRev],
    });
    return more;
  });
}

async function logOf(on: Queryable, logId: string): Promise<Log> {
  const [row] = await on.query<[number, number]>({
    name: 'confab_search_place',
    text: 'select no, rev from search_places where log_id = $1',
    values: [logId],
  });
  if (row) return { no: row[0], rev: row[1] };
  const [added] = await on.query<[number]>({
    text: 'insert into search_places (log_id, rev) values ($1, 0) returning no',
    values: [logId],
  });
  if (!added) throw new Error('The search index took no log.');
  return { no: added[0], rev: 0 };
}

/** The log is not what was looked at: some of it was lost. */
async function startOver(on: Queryable, { no }: Log): Promise<number> {
  const dropped = await on.query<Dropped>({
    text: 'delete from search_said where log_no = $1 returning seq, id, tokens',
    values: [no],
  });
  await takeBack(on, { dropped, written: [] });
  return 0;
}

async function takeIn(
  { on, ids }: { on: Queryable; ids: DocumentIds },
  { no }: Log,
  messages: readonly Message[],
): Promise<void> {
  if (messages.length === 0) return;
  const dropped = await on.query<Dropped>({
    name: 'confab_search_drop',
    text: 'delete from search_said where log_no = $1 and seq = any($2::integer[]) returning seq, id, tokens',
    values: [no, messages.map(({ seq }) => seq)],
  });
  const docs = messages.flatMap((message) => {
    const texts = searchedTexts(message);
    return texts ? [{ message, tokens: new Set([...texts.flatMap(wordsOf), ...factsOf(message)]) }] : [];
  });
  const numbers = await numberWords(on, new Set(docs.flatMap(({ tokens }) => [...tokens])));
  const written = docs.map(({ message, tokens }) => ({
    message,
    numbers: Array.from(tokens, (token) => numbers.get(token) ?? 0),
  }));
  const idOf = new Map(dropped.map(([seq, id]) => [seq, id]));
  const fresh = docs.filter(({ message }) => !idOf.has(message.seq));
  const taken = await ids.take(
    on,
    fresh.map(({ message }) => firstIdAt(Date.parse(message.createdAt))),
  );
  for (const [place, { message }] of fresh.entries()) idOf.set(message.seq, taken[place] ?? 0);
  await on.query({
    name: 'confab_search_add',
    text: `insert into search_said (id, log_no, chat_no, seq, tokens)
      select id, $1, chat_no, seq, tokens
      from unnest($2::integer[], $3::bigint[], $4::integer[], $5::text[]) as doc (chat_no, id, seq, tokens)`,
    values: [
      no,
      written.map(({ message }) => numbers.get(chatFact(message)) ?? 0),
      written.map(({ message }) => idOf.get(message.seq) ?? 0),
      written.map(({ message }) => message.seq),
      written.map((doc) => doc.numbers.map(writeNumber).join('')),
    ],
  });
  await takeBack(on, { dropped, written });
}

function wordsOf(text: string): string[] {
  const { words, signs } = tokensOf(readWords(text));
  return [...words, ...signs];
}

/** One message of so many is counted, as so many: what a search plans with is right within a few. */
const sampledEvery = 8;

type Dropped = [seq: number, id: number, tokens: string];

interface Step {
  dropped: readonly Dropped[];
  written: readonly { message: Message; numbers: readonly number[] }[];
}

/** Counts what a step changed, and forgets what nobody says any more. */
async function takeBack(on: Queryable, { dropped, written }: Step): Promise<void> {
  const counts = new Map<number, number>();
  const gone = new Set<number>();
  const add = (no: number, count: number): unknown => counts.set(no, (counts.get(no) ?? 0) + count);
  for (const [seq, , tokens] of dropped) {
    for (const no of readNumbers(tokens)) {
      gone.add(no);
      if (seq % sampledEvery === 0) add(no, -sampledEvery);
    }
  }
  for (const { message, numbers } of written) {
    for (const no of numbers) {
      gone.delete(no);
      if (message.seq % sampledEvery === 0) add(no, sampledEvery);
    }
  }
  await countWords(on, new Map([...counts].filter(([, count]) => count !== 0)));
  await forgetWords(on, gone);
}
