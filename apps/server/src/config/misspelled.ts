import { variableTexts } from './config-schema.ts';

const prefix = 'CONFAB_';
// Shorter names have innocent neighbours in every environment: HOME, SHOST, LPORT.
const shortestCompared = 9;

/** A setting that is ignored without a word is worse than one that is refused. */
export function findMisspelled(environment: Readonly<Record<string, string | undefined>>): string[] {
  const problems: string[] = [];
  for (const name of Object.keys(environment)) {
    if (variableTexts.has(name)) continue;
    const bare = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    const meant = nearestVariable(bare);
    if (meant !== undefined) problems.push(`${name} is no setting. Did you mean ${meant}?`);
    else if (bare !== name) problems.push(`${name} is no setting. Names have no ${prefix} in front.`);
  }
  return problems;
}

function nearestVariable(name: string): string | undefined {
  if (variableTexts.has(name)) return name;
  if (name.length < shortestCompared) return undefined;
  return [...variableTexts.keys()].find((known) => known.length >= shortestCompared && isOneSlipAway(name, known));
}

/** One character added, left out or replaced, or a plural in the place of a singular (PROXY, PROXIES). */
function isOneSlipAway(name: string, known: string): boolean {
  if (name.replace(/Y$/, 'IES') === known) return true;
  let start = 0;
  while (start < name.length && name[start] === known[start]) start += 1;
  const rest = name.slice(start);
  const knownRest = known.slice(start);
  return rest.slice(1) === knownRest || rest === knownRest.slice(1) || rest.slice(1) === knownRest.slice(1);
}
