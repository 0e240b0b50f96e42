import { parseSync, visitorKeys } from 'oxc-parser';

/**
 * A node of the syntax tree, as far as words go.
 * @typedef {{ type: string, start: number, end: number } & Record<string, any>} Node
 * @typedef {{ file: string, text: string, program: Node }} Source
 */

/**
 * @param {string} file
 * @param {string} text
 * @returns {Source}
 */
export function parseSource(file, text) {
  const { program, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  return { file, text, program: /** @type {any} */ (program) };
}

/**
 * Every node with those that it stands in, the nearest first.
 * @param {Node} node
 * @param {Node[]} [outer]
 * @returns {Generator<{ node: Node, outer: Node[] }>}
 */
export function* walkNodes(node, outer = []) {
  yield { node, outer };
  const inner = [node, ...outer];
  for (const key of visitorKeys[node.type] ?? []) {
    for (const child of [node[key]].flat()) if (child) yield* walkNodes(child, inner);
  }
}

/**
 * @param {Source} source
 * @param {Node} node
 */
export function placeOf({ file, text }, node) {
  return `${file}:${text.slice(0, node.start).split('\n').length}`;
}

/**
 * What the module calls a thing that it imports from such a file.
 * @param {Source} source
 * @param {RegExp} specifier
 * @returns {Map<string, string>} the local name by the exported one
 */
export function importedNames({ program }, specifier) {
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const node of program['body']) {
    if (node.type !== 'ImportDeclaration' || !specifier.test(node.source.value)) continue;
    for (const { imported, local } of node.specifiers) if (imported) names.set(imported.name, local.name);
  }
  return names;
}

/** @param {Node} node */
export function isFunction({ type }) {
  return type === 'ArrowFunctionExpression' || type === 'FunctionExpression' || type === 'FunctionDeclaration';
}
