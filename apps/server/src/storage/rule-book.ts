import type { Rule } from './rule.ts';

/** Every rule, by name. */
export type RuleBook = ReadonlyMap<string, Rule<never, unknown>>;

/** What the module of rules exports (src/rules.ts): the storage names no feature, it is told where they are listed. */
export interface RulesModule {
  rules: readonly Rule<never, unknown>[];
}

/** Imported where rules run: in the writer's thread, or here. Without a module every rule is unknown. */
export async function loadRules(url: string | null): Promise<RuleBook> {
  if (url === null) return new Map();
  return toRuleBook((await import(/* @vite-ignore */ url)) as RulesModule);
}

export function toRuleBook({ rules }: RulesModule): RuleBook {
  const book = new Map(rules.map((rule) => [rule.name, rule]));
  if (book.size < rules.length) throw new Error('Two rules have one name.');
  return book;
}
