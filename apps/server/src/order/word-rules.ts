import type { WordRules } from '@confab/protocol';
import { mayRenameGroup } from '@confab/protocol/permissions';
import { noteAudit } from '../audit/audit-rules.ts';
import { hasPermission } from '../place/people-rules.ts';
import { chatRule, lookAsMember, query, refuse, type Work } from '../storage/rule.ts';
import { tellOrderChanged } from './order-changed-rules.ts';

export interface WordSetting {
  /** Empty: the place. */
  chatId: string;
  actorId: string;
  rules: WordRules;
  /** Groups in which one person sets rules: each is kept ready in memory. */
  groupsMax: number;
  by: Parameters<typeof noteAudit>[1];
  at: number;
}

const deeds = ['block', 'hold', 'flag'] as const satisfies readonly (keyof WordRules)[];
/** As long as a text of an entry may be. */
const notedMax = 480;

export const setWordsRule = chatRule('set-words', function* (setting: WordSetting): Work<void> {
  const { chatId, actorId, rules, by, at } = setting;
  yield* requireSetter(chatId, actorId);
  const [known] = yield* query<[rules: string, changedAt: number]>(
    'select rules, changed_at from word_rules where owner = $1',
    [chatId],
  );
  const [was, is] = [linesOf(known && (JSON.parse(known[0]) as WordRules)), linesOf(rules)];
  if (is.length > 0 && chatId !== '') yield* requireRoom(setting);
  yield* query('delete from word_rules where owner = $1', [chatId]);
  if (is.length > 0) {
    // Nodes tell by the time whether they have read it: it is never the one of before.
    const changedAt = Math.max(Math.floor(at), (known?.[1] ?? 0) + 1);
    yield* query('insert into word_rules (owner, rules, changed_by, changed_at) values ($1, $2, $3, $4)', [
      chatId,
      JSON.stringify(rules),
      actorId,
      changedAt,
    ]);
  }
  const target = chatId === '' ? null : { kind: 'chat', id: chatId };
  yield* noteAudit({ action: 'words.changed', target, details: differenceOf(was, is) }, by, at);
  yield* tellOrderChanged();
});

function* requireSetter(chatId: string, actorId: string): Work<void> {
  if (chatId === '') {
    if (!(yield* hasPermission(actorId, 'manage-place'))) refuse('forbidden', 'Only those who run the place do that.');
    return;
  }
  const group = yield* lookAsMember(chatId, actorId);
  if (group.kind === 'direct') refuse('chat-is-direct', 'A direct chat has no rules. Start a group instead.');
  if (!mayRenameGroup(group.actorRole)) refuse('forbidden', 'Only owners and admins of this group may do that.');
}

function* requireRoom({ chatId, actorId, groupsMax }: WordSetting): Work<void> {
  const [[others] = [0]] = yield* query<[count: number]>(
    `select cast(count(*) as bigint) from word_rules where changed_by = $1 and owner <> $2 and owner <> ''`,
    [actorId, chatId],
  );
  if (others < groupsMax) return;
  refuse(
    'too-many-word-rules',
    `You set rules in ${groupsMax} groups already. Take those of another group away first.`,
  );
}

/** One a line: what is done about what. */
function linesOf(rules: WordRules | undefined): string[] {
  if (!rules) return [];
  return deeds.flatMap((deed) => {
    const { words, sites } = rules[deed];
    return [...words, ...sites].map((each) => `${deed} ${each}`);
  });
}

/** What came and what went: with the entries before it, all that held at any time. */
function differenceOf(was: readonly string[], is: readonly string[]) {
  const [before, after] = [new Set(was), new Set(is)];
  return {
    before: was.length,
    after: is.length,
    ...textOf(
      'added',
      is.filter((line) => !before.has(line)),
    ),
    ...textOf(
      'removed',
      was.filter((line) => !after.has(line)),
    ),
  };
}

function textOf(name: 'added' | 'removed', lines: readonly string[]): Record<string, string> {
  if (lines.length === 0) return {};
  let text = '';
  for (const [index, line] of lines.entries()) {
    if (text.length + line.length > notedMax) return { [name]: `${text}, and ${lines.length - index} more` };
    text += index === 0 ? line : `, ${line}`;
  }
  return { [name]: text };
}
