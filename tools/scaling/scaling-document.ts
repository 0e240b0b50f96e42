import { join } from 'node:path';
import type { Setting } from './step.ts';
import { documentedSteps, hugeChatTable, stepsTable } from './tables.ts';

export const documentFile = join(import.meta.dirname, '../../docs/scaling.md');
export const documentedSeed = 1;

/** The tables of the document, by the marks that stand around them. */
export function documentTables(setting: Setting): Map<string, string> {
  return new Map([
    ['steps', stepsTable(documentedSteps, setting, documentedSeed)],
    ['huge chat', hugeChatTable(documentedSteps.at(-1) ?? 0, setting)],
  ]);
}

/** The document with the tables in their places. */
export function withTables(document: string, tables: ReadonlyMap<string, string>): string {
  let text = document;
  for (const [name, table] of tables) {
    const [begin, end] = [`<!-- scaling: ${name} -->`, '<!-- scaling: end -->'];
    const from = text.indexOf(begin);
    const to = text.indexOf(end, from);
    if (from === -1 || to === -1) throw new Error(`The document has no place for the table "${name}".`);
    text = `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
  }
  return text;
}
