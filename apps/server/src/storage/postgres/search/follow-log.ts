import type { Message } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { readWords, tokensOf } from '@confab/text/search';
import type { ChatLog } from '../../chat-log.ts';
import { factsOf, searchedTexts } from '../../search/facts.ts';
import { firstIdAt } from '../../search/search-index.ts';
import type { Connections, Queryable } from '../connections.ts';
import { takeIds } from './take-ids.ts';
import { countWords } from './search-words.ts';

/** Of one step, which holds the others of all nodes off. */
const changesPerStep = 200;
/** Any number that no other program locks in the same database. */
const advisoryLock = 7_266_341;

interface Log {
  no: number;
  chatNo: number;
  rev: number;
}

/** Takes the next changes of a log into the index. Answers whether there is more; also where another node is at it. */
export async function followLog(
  connections: Connections,
  log: Pick<ChatLog, 'readChanges' | 'readHeads'>,
  logId: string,
): Promise<boolean> {
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
    await takeIn(on, known, JSON.parse(messagesJson) as Message[]);
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

async function takeIn(on: Queryable, { no, chatNo }: Log, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const known = await on.query<[seq: number, id: number]>({
    name: 'confab_search_drop',
    text: 'delete from search_docs where log_no = $1 and seq = any($2::integer[]) returning seq, id',
    values: [no, messages.map(({ seq }) => seq)],
  });
  const idOf = new Map(known);
  const found = messages.flatMap((message) => {
    const texts = searchedTexts(message);
    return texts ? [{ message, read: texts.map((text) => tokensOf(readWords(text))) }] : [];
  });
  if (found.length === 0) return;
  const counts = new Map<string, number>();
  const vocabulary = new Set<string>();
  const docs = found.map(({ message, read }) => {
    const tokens = new Set([...read.flatMap(({ words, signs }) => [...words, ...signs]), ...factsOf(message)]);
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
    for (const text of read) for (const word of text.vocabulary) vocabulary.add(word);
    return { message, tokens };
  });
  const numbers = await countWords(on, counts, vocabulary);
  const fresh = docs.filter(({ message }) => !idOf.has(message.seq));
  const ids = await takeIds(
    on,
    fresh.map(({ message }) => firstIdAt(Date.parse(message.createdAt))),
  );
  for (const [place, { message }] of fresh.entries()) idOf.set(message.seq, ids[place] ?? 0);
  await on.query({
    name: 'confab_search_add',
    text: `insert into search_docs (id, log_no, chat_no, seq, tokens)
      select id, $1, $2, seq, tokens::integer[] from unnest($3::bigint[], $4::integer[], $5::text[]) as doc (id, seq, tokens)`,
    values: [
      no,
      chatNo,
      docs.map(({ message }) => idOf.get(message.seq) ?? 0),
      docs.map(({ message }) => message.seq),
      docs.map(({ tokens }) => `{${[...tokens].map((token) => numbers.get(token) ?? 0).join(',')}}`),
    ],
  });
}
