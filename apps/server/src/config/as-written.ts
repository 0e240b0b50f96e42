/** How a value is used, and so what may stand in it. */
export type ValueKind = 'path' | 'url' | 'secret' | 'word';

type Rule = [looksSo: RegExp, problem: string];

const inQuotes = 'has quotes around it, and nobody took them off on the way. Leave them out.';
const quoted: Rule = [/^["'`]|["'`]$/, inQuotes];
const commented: Rule = [/\s#/, 'has a comment behind it. Put the comment on a line of its own.'];
const broken: Rule = [/\p{Cc}/u, 'has a line break or another control character in it. Leave it out.'];
const unexpanded = 'names a variable or a command, which only a shell replaces. Write what it stands for.';

/**
 * Files of settings are read by systemd, Docker, Compose and shells, each with rules of its own for quotes, comments and
 * variables. Confab takes a value as it arrives, and refuses one on which somebody expected more to be done: guessing
 * would make a folder named `"`, or another secret than the one of yesterday. A password or a secret may hold most
 * characters, so there only what can hardly be meant is refused.
 */
const rules: Readonly<Record<ValueKind, readonly Rule[]>> = {
  path: [
    quoted,
    commented,
    broken,
    [/^~/, 'begins with ~, which only a shell replaces. Write the whole path.'],
    [/\$[\w{(]/, unexpanded],
  ],
  url: [quoted, commented, broken, [/\$[{(]|^\$/, unexpanded]],
  secret: [[/^(["'`]).*\1$/, inQuotes], commented, broken, [/^\$(?:\w+|\{.*\}|\(.*\))$/, unexpanded]],
  word: [quoted, commented, broken, [/\$[\w{(]/, unexpanded]],
};

/** What somebody seems to have expected to be done with a value before it arrived, as the end of a sentence. */
export function findUndone(value: string, kind: ValueKind): string | null {
  return rules[kind].find(([looksSo]) => looksSo.test(value))?.[1] ?? null;
}
