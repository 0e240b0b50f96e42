import type { RuleCommand, SendCommand } from './chat-log.ts';
import type { Rule, SendPart, Work } from './rule.ts';
import { type PartAtWork, sendWithParts } from './send-with-parts.ts';

/** What the module of rules exports (src/rules.ts): the storage names no feature, it is told where they are listed. */
export interface RulesModule {
  rules: readonly Rule<never, unknown>[];
  /** By the key of the part. */
  sendParts?: Readonly<Record<string, SendPart>>;
}

/** What commands bring along to be carried out step by step. */
export class RuleBook {
  readonly #rules: ReadonlyMap<string, Rule<never, unknown>>;
  readonly #sendParts: readonly [key: string, SendPart][];

  constructor({ rules, sendParts = {} }: RulesModule) {
    this.#rules = new Map(rules.map((rule) => [rule.name, rule]));
    if (this.#rules.size < rules.length) throw new Error('Two rules have one name.');
    this.#sendParts = Object.entries(sendParts);
  }

  *workOf({ rule: name, input }: RuleCommand): Work<unknown> {
    const rule = this.#rules.get(name);
    if (!rule) throw new Error(`There is no rule "${name}".`);
    return yield* rule.run(input as never);
  }

  /** Null for the usual send, which the database does by hand. */
  workOfSend(send: SendCommand): Work<unknown> | null {
    const text = send.parts ?? null;
    if (text === null || this.#sendParts.length === 0) return null;
    // What `encodeParts` wrote.
    const parts = JSON.parse(text) as Record<string, unknown>;
    const atWork = this.#sendParts.flatMap(([key, part]): PartAtWork[] => {
      const value = parts[key] ?? null;
      return value === null ? [] : [{ part, value: value as never }];
    });
    return atWork.length === 0 ? null : sendWithParts(send, atWork);
  }
}

/** Imported where rules run: in the writer's thread, or here. Without a module every rule is unknown. */
export async function loadRules(url: string | null): Promise<RuleBook> {
  return new RuleBook(url === null ? { rules: [] } : ((await import(/* @vite-ignore */ url)) as RulesModule));
}
