import { cleanName, findNameProblem } from '@confab/protocol/names';
import { sentence } from './failure-text.ts';

/** What is wrong with a name as it was typed, null for nothing: the server's rule, before the server is asked. */
export function nameError(typed: string): string | null {
  const problem = findNameProblem(cleanName(typed));
  return problem === null ? null : sentence(problem);
}
