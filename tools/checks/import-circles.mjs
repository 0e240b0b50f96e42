import { listImports, resolveTarget } from './import-rules.mjs';

/**
 * Files that import each other in a circle, imports of types included, as lines for a person to read: none of them can be
 * understood, moved or tested without all the others.
 * @param {ReadonlyMap<string, string>} texts of the files, by their paths from the root
 */
export function findImportCircles(texts) {
  const graph = new Map(
    [...texts].map(([file, text]) => [
      file,
      [...new Set(listImports(text).map((specifier) => resolveTarget(file, specifier)))].filter((to) => texts.has(to)),
    ]),
  );
  return findCircles(graph).map(
    (circle) =>
      `${circle.join('\n  -> ')}\n    A circle of files. Declare what the lower one needs as an interface there, ` +
      'or move what both need into a file of its own.',
  );
}

/**
 * One circle for each group of files that can all reach each other, by Tarjan's algorithm (SIAM Journal on Computing 1, 1972).
 * @param {ReadonlyMap<string, readonly string[]>} graph
 */
function findCircles(graph) {
  /** @type {Map<string, { index: number, low: number, isOpen: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const circles = [];
  /** @param {string} file */
  const visit = (file) => {
    const node = { index: seen.size, low: seen.size, isOpen: true };
    seen.set(file, node);
    stack.push(file);
    for (const target of graph.get(file) ?? []) {
      const known = seen.get(target);
      if (!known) node.low = Math.min(node.low, visit(target));
      else if (known.isOpen) node.low = Math.min(node.low, known.index);
    }
    if (node.low !== node.index) return node.low;
    const group = stack.splice(stack.indexOf(file));
    for (const member of group) (seen.get(member) ?? node).isOpen = false;
    if (group.length > 1 || graph.get(file)?.includes(file)) circles.push(shortestCircle(graph, file, new Set(group)));
    return node.low;
  };
  for (const file of graph.keys()) if (!seen.has(file)) visit(file);
  return circles;
}

/**
 * From the file back to itself, within its group.
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @param {string} start
 * @param {ReadonlySet<string>} group
 */
function shortestCircle(graph, start, group) {
  let paths = [[start]];
  for (let length = 0; length < group.size; length += 1) {
    /** @type {string[][]} */
    const longer = [];
    const reached = new Set();
    for (const path of paths) {
      for (const target of graph.get(path.at(-1) ?? start) ?? []) {
        if (target === start) return [...path, start];
        if (!group.has(target) || reached.has(target)) continue;
        reached.add(target);
        longer.push([...path, target]);
      }
    }
    paths = longer;
  }
  return [...group];
}
