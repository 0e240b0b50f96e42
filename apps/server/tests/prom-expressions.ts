/** What an expression of Prometheus' language asks for. */
export interface Asked {
  metric: string;
  /** That its series are chosen by. */
  labels: string[];
}

const operators = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan']);

/** The metrics that an expression names, with their labels; the labels of its groups (`by (le)`) come under the metric ''. */
export function readExpression(expression: string): Asked[] {
  const groups = [...expression.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)];
  const grouped = groups.flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
  const bare = expression
    .replaceAll(/\b(?:by|without|on|ignoring)\s*\([^)]*\)/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b\d[\d.]*\w*/g, ' ');
  // A name, and what chooses its series; a name before a parenthesis is a function.
  const named = [...bare.matchAll(/\b([a-zA-Z_:][\w:]*)(\{[^}]*\})?(?!\w|\s*\()/g)];
  const asked = named
    .filter(([, name = '', matchers]) => matchers !== undefined || !operators.has(name))
    .filter(({ index }) => !isInsideBraces(bare, index))
    .map(([, metric = '', matchers = '']) => ({
      metric,
      labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map((match) => match[1] ?? ''),
    }));
  return [...asked, { metric: '', labels: grouped }];
}

function isInsideBraces(text: string, index: number): boolean {
  return text.lastIndexOf('{', index) > text.lastIndexOf('}', index);
}

/** The metrics that a page of `/metrics` exposes, by name, with the labels that they bear. */
export function readExposition(text: string): Map<string, Set<string>> {
  const exposed = new Map<string, Set<string>>();
  for (const [, metric = '', labels = ''] of text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/gm)) {
    const names = [...labels.matchAll(/(\w+)="/g)].map((match) => match[1] ?? '');
    exposed.set(metric, new Set([...(exposed.get(metric) ?? []), ...names]));
  }
  return exposed;
}
