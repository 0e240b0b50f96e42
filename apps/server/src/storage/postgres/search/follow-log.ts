import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { readWords, tokensOf } from '@confab/text/search';
import type { ChatLog } from '../../chat-log.ts';
import { factsOf, searchedTexts } from '../../search/facts.ts';
import { firstIdAt } from '../../search/search-index.ts';
import type { Connections, Queryable } from '../connections.ts';
import { forgetWords } from './forget-words.ts';
import { countWords, numberWords } from './search-words.ts';
import type { DocumentIds } from './document-ids.ts';
import { numberOf, signOf } from './token-signs.ts';

/** Of one step, which holds the others of all nodes off. */
const changesPerStep = 200;
/** Any number that no other program locks in the same database. */
const advisoryLock = 7_266_341;

interface Log {
  no: number;
  chatNo: number;
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
      text: `select pg_try_advisory_xact_lock(${advisoryLock})`,
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
      text: 'update search_logs set rev = $2 where no = $1',
      values: [known.no, upToRev],
    });
    return more;
  });
}

async function logOf(on: Queryable, logId: string): Promise<Log> {
  const [row] = await on.query<[number, number, number]>({
    name: 'confab_search_log',
    text: 'select no, chat_no, rev from search_logs where log_id = $1',
    values: [logId],
  });
  if (row) return { no: row[0], chatNo: row[1], rev: row[2] };
  const door = doorOf(logId);
  const chatNo = door === logId ? null : (await logOf(on, door)).no;
  const [added] = await on.query<[number, number]>({
    text: `with made as (select nextval(pg_get_serial_sequence('search_logs', 'no'))::integer as no)
      insert into search_logs (no, log_id, chat_no, rev) overriding system value
      select no, $1, coalesce($2::integer, no), 0 from made returning no, chat_no`,
    values: [logId, chatNo],
  });
  if (!added) throw new Error('The search index took no log.');
  return { no: added[0], chatNo: added[1], rev: 0 };
}

/** The log is not what was looked at: some of it was lost. */
async function startOver(on: Queryable, { no }: Log): Promise<number> {
  await on.query({ text: 'delete from search_docs where log_no = $1', values: [no] });
  return 0;
}

async function takeIn(
  { on, ids }: { on: Queryable; ids: DocumentIds },
  { no, chatNo }: Log,
  messages: readonly Message[],
): Promise<void> {
  if (messages.length === 0) return;
  const dropped = await on.query<[seq: number, id: number, tokens: string]>({
    name: 'confab_search_drop',
    text: 'delete from search_docs where log_no = $1 and seq = any($2::integer[]) returning seq, id, tokens',
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
  const signs = written.map((doc) => doc.numbers.map(signOf).join(''));
  await on.query({
    name: 'confab_search_add',
    text: `insert into search_docs (id, log_no, chat_no, seq, tokens)
      select id, $1, $2, seq, tokens from unnest($3::bigint[], $4::integer[], $5::text[]) as doc (id, seq, tokens)`,
    values: [
      no,
      chatNo,
      written.map(({ message }) => idOf.get(message.seq) ?? 0),
      written.map(({ message }) => message.seq),
      signs,
    ],
  });
  await countSample(on, dropped, written);
  if (dropped.length === 0) return;
  const kept = new Set(signs.flatMap((text) => Array.from(text)));
  await forgetWords(
    on,
    new Set(dropped.flatMap(([, , tokens]) => Array.from(tokens)).filter((sign) => !kept.has(sign))),
  );
}

function wordsOf(text: string): string[] {
  const { words, signs } = tokensOf(readWords(text));
  return [...words, ...signs];
}

/** One message of so many is counted, as so many: what a search plans with is right within a few. */
const sampledEvery = 8;

async function countSample(
  on: Queryable,
  dropped: readonly [seq: number, id: number, tokens: string][],
  written: readonly { message: Message; numbers: readonly number[] }[],
): Promise<void> {
  const counts = new Map<number, number>();
  const add = (no: number, count: number): unknown => counts.set(no, (counts.get(no) ?? 0) + count);
  for (const [seq, , tokens] of dropped) {
    if (seq % sampledEvery === 0) for (const sign of tokens) add(numberOf(sign) ?? 0, -sampledEvery);
  }
  for (const { message, numbers } of written) {
    if (message.seq % sampledEvery === 0) for (const no of numbers) add(no, sampledEvery);
  }
  await countWords(on, new Map([...counts].filter(([no, count]) => no > 0 && count !== 0)));
}
