import { isThreadId } from '@confab/protocol/threads';
import type { RuleCommand, SendCommand } from './chat-log.ts';
import type { MessageRow } from './message-columns.ts';
import type { DocumentRules, PartRules, Rule, ThreadRules, Work } from './rule.ts';
import type { NotedDocument, Step } from './rule-steps.ts';
import { type PartAtWork, sendInThread, sendWithParts } from './send-with-parts.ts';

/** What the module of rules exports (src/rules.ts): the storage names no feature, it is told where they are listed. */
export interface RulesModule {
  rules: readonly Rule<never, unknown>[];
  /** By the key of the part. */
  parts?: Readonly<Record<string, PartRules>>;
  threads?: ThreadRules;
  /** By the kind of document. */
  documents?: Readonly<Record<string, DocumentRules>>;
}

type KeyedPart = [key: string, part: PartRules];

/** What commands bring along to be carried out step by step. */
export class RuleBook {
  readonly #rules: ReadonlyMap<string, Rule<never, unknown>>;
  readonly #sendParts: readonly KeyedPart[];
  readonly #goneParts: readonly KeyedPart[];
  readonly #threads: ThreadRules | null;
  readonly #documents: Readonly<Record<string, DocumentRules>>;

  constructor({ rules, parts = {}, threads, documents = {} }: RulesModule) {
    this.#rules = new Map(rules.map((rule) => [rule.name, rule]));
    if (this.#rules.size < rules.length) throw new Error('Two rules have one name.');
    const keyed = Object.entries(parts);
    this.#sendParts = keyed.filter(([, part]) => 'resolve' in part || 'mayAccept' in part || 'sent' in part);
    this.#threads = threads ?? null;
    this.#documents = documents;
    this.#goneParts = keyed.filter(([, part]) => 'gone' in part);
  }

  *workOf({ rule: name, input }: Pick<RuleCommand, 'rule' | 'input'>): Work<unknown> {
    const rule = this.#rules.get(name);
    if (!rule) throw new Error(`There is no rule "${name}".`);
    const work: Work<unknown> = rule.run(input as never);
    let step = work.next();
    while (!step.done) {
      step = work.next(yield* this.#answer(step.value));
    }
    return step.value;
  }

  /** Null for the usual send, which the database does by hand. */
  workOfSend(send: SendCommand): Work<unknown> | null {
    const atWork = partsAtWork(this.#sendParts, send.parts ?? null);
    if (isThreadId(send.chatId)) return sendInThread(send, atWork, this.#threads);
    return atWork.length === 0 ? null : sendWithParts(send, atWork);
  }

  *#answer(step: Step): Work<unknown> {
    if (step.step === 'drop-parts') return yield* this.#drop(step.ask);
    return step.step === 'note-document' ? yield* this.#note(step.ask) : yield step;
  }

  *#note(document: NotedDocument): Work<void> {
    if (Object.hasOwn(this.#documents, document.kind)) yield* this.#documents[document.kind]?.put(document) ?? [];
  }

  *#drop(message: MessageRow): Work<void> {
    for (const { part, value } of partsAtWork(this.#goneParts, message.parts)) {
      if (part.gone) yield* part.gone(value, message);
    }
  }
}

/** `text` is what `encodeParts` wrote. */
function partsAtWork(keyed: readonly KeyedPart[], text: string | null): PartAtWork[] {
  if (text === null || keyed.length === 0) return [];
  const parts = JSON.parse(text) as Record<string, unknown>;
  return keyed.flatMap(([key, part]): PartAtWork[] => {
    const value = parts[key] ?? null;
    return value === null ? [] : [{ key, part, value: value as never }];
  });
}

/** Imported where rules run: in the writer's thread, or here. Without a module every rule is unknown. */
export async function loadRules(url: string | null): Promise<RuleBook> {
  return new RuleBook(url === null ? { rules: [] } : ((await import(/* @vite-ignore */ url)) as RulesModule));
}
