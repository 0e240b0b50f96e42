/** What rules do to these is said by the other steps: the log keeps some of it in memory. */
const tablesOfTheLog = new Set(['chats', 'members', 'messages', 'sends']);
const mayBegin = new Set(['select', 'insert', 'update', 'delete', 'with']);
/** What stands before a table that is only read. */
const reading = new Set(['join', ',', 'using']);
/** A name with its quotes, a comment or a text, or one other character. */
const tokens = /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"[^"]+"|`[^`]+`|\[[^\]]+\]|[\p{L}_$][\p{L}\p{N}_$]*|\S/gu;

/** Rules run the same few statements again and again: each is read once. */
const judged = new Map<string, string | null>();
const judgedMax = 1_000;

/** Why a rule does not run this; null where it may: one statement that reads or changes rows, of the log's tables only reads. */
export function whyRefused(sql: string): string | null {
  const known = judged.get(sql);
  if (known !== undefined) return known;
  const reason = judge(sql);
  if (judged.size >= judgedMax) judged.clear();
  judged.set(sql, reason);
  return reason;
}

function judge(sql: string): string | null {
  const words = read(sql);
  // U&"…" spells a name in escapes.
  if (!mayBegin.has(words[0] ?? '') || words.includes(';') || /\bu&["']/i.test(sql)) return 'A rule does not run this';
  const writes = words.some((word, at) => tablesOfTheLog.has(word) && words[at + 1] !== '.' && !isRead(words, at));
  return writes ? 'A rule changes the log by its steps, not by this' : null;
}

function isRead(words: readonly string[], at: number): boolean {
  let before = at - 1;
  if (words[before] === '.') before -= 2;
  while (words[before] === 'only' || words[before] === '(') before -= 1;
  const word = words[before] ?? '';
  return reading.has(word) || (word === 'from' && words[before - 1] !== 'delete');
}

/** Names without their quotes and in lower case. */
function read(sql: string): string[] {
  return [...sql.matchAll(tokens)]
    .map(([token]) => token)
    .filter((token) => !/^(?:--|\/\*|')/.test(token))
    .map((token) => (token.length > 1 ? token.replace(/^["`[](.*)["`\]]$/su, '$1') : token).toLowerCase());
}
