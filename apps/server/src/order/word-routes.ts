import {
  moderationOperations,
  noWordRules,
  ruledGroupsMax,
  type WordRules,
  wordRulesMax,
  wordRulesSchema,
} from '@confab/protocol';
import type { FastifyRequest } from 'fastify';
import { byCaller } from '../audit/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import { ApiError, type Caller, implement, type Routes } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import { moderationTablesOf } from './moderation-tables.ts';
import type { Storage } from '../storage/index.ts';
import { setWordsRule } from './word-rules.ts';
import type { SendOrder } from './send-order.ts';

export interface WordContext {
  storage: Storage;
  access: ChatAccess;
  writer: LogWriter;
  stampNow: () => number;
  order: Pick<SendOrder, 'read'>;
}

export function wordRoutes(context: WordContext): Routes[] {
  return [
    implement(moderationOperations.getWordRules, () => readWords(context, '')),

    implement(moderationOperations.setWordRules, ({ caller, body, request }) =>
      setWords(context, { chatId: '', caller, request }, body),
    ),

    implement(moderationOperations.getGroupWordRules, async ({ caller, params: { chat_id: chatId } }) => {
      const role = await context.access.requireMember(chatId, caller.userId);
      if (role === 'member') throw new ApiError('forbidden', 'Only owners and admins of this group see that.');
      return await readWords(context, chatId);
    }),

    implement(
      moderationOperations.setGroupWordRules,
      async ({ caller, params: { chat_id: chatId }, body, request }) => {
        await context.access.requireMember(chatId, caller.userId);
        return await setWords(context, { chatId, caller, request }, body);
      },
    ),
  ];
}

async function readWords({ storage }: WordContext, owner: string): Promise<WordRules> {
  const row = await moderationTablesOf(storage.db)
    .selectFrom('word_rules')
    .select('rules')
    .where('owner', '=', owner)
    .executeTakeFirst();
  return row ? wordRulesSchema.parse(JSON.parse(row.rules)) : noWordRules;
}

async function setWords(
  { writer, stampNow, order }: WordContext,
  { chatId, caller, request }: { chatId: string; caller: Caller; request: FastifyRequest },
  rules: WordRules,
): Promise<WordRules> {
  const length = Object.values(rules)
    .flatMap(({ words, sites }) => [...words, ...sites])
    .reduce((sum, each) => sum + each.length, 0);
  if (length > wordRulesMax) {
    const detail = `Together they may have ${wordRulesMax} characters, and these have ${length}. Take some out.`;
    throw new ApiError('too-many-word-rules', detail);
  }
  const setting = { actorId: caller.userId, rules, groupsMax: ruledGroupsMax, by: byCaller(caller, request) };
  await submit(writer, setWordsRule.command({ chatId, ...setting, at: stampNow() }));
  // It holds here from the answer on.
  await order.read();
  return rules;
}
