/** What rules do to these is said by the other steps: the log keeps some of it in memory. */
const tablesOfTheLog = new Set(['chats', 'members', 'messages', 'sends']);
const mayBegin = new Set(['select', 'insert', 'update', 'delete', 'with']);
/** What stands before a table that is only read. */
const reading = new Set(['join', ',', 'using']);
/** A name with its quotes, a comment or a text, or one other character. */
const tokens = /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"[^"]+"|`[^`]+`|\[[^\]]+\]|[\p{L}_$][\p{L}\p{N}_$]*|\S/gu;

/** One that reads or changes rows, and no second one behind it. */
export function isPlainStatement(sql: string): boolean {
  const words = read(sql);
  // U&"…" spells a name in escapes.
  return mayBegin.has(words[0] ?? '') && !words.includes(';') && !/\bu&["']/i.test(sql);
}

/** Whether a table of the log stands where it is not only read, in any spelling. */
export function writesTheLog(sql: string): boolean {
  const words = read(sql);
  return words.some((word, at) => tablesOfTheLog.has(word) && words[at + 1] !== '.' && !isRead(words, at));
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
