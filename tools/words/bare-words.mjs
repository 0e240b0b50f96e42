import { placeOf, walkNodes } from './syntax.mjs';

/** @typedef {import('./syntax.mjs').Node} Node */

/** Properties of elements and components that hold no words. */
const technical =
  /^(?:className|style|id|key|kind|name|type|role|look|size|on|to|href|rel|value|htmlFor|d|as|item|dir|target|decoding|loading|preload|preserveAspectRatio|sizes|side|align|path|fill|stroke.*|viewBox|autoComplete|autoCapitalize|autoCorrect|inputMode|enterKeyHint|data-.*|aria-(?!label$|description$|placeholder$|roledescription$|valuetext$).*)$/;
/** Also in the middle of code these can only be meant for people. */
const spoken = /^\p{Lu}\p{Ll}+(?:$|[\s.,:!?…’])|\p{L}{2}.*\s.*\p{L}[.!?…]$/u;
/** Names, of keys, of browsers and of ourselves. */
const names =
  /^(?:Enter|Escape|Tab|Home|End|Delete|Backspace|Process|Unidentified|Control|Shift|Alt|Meta|Arrow\w+|Page\w+|Confab|Edge|Opera|Firefox|Chrome|Safari|Android|Windows|Linux)$/;

/**
 * Words that do not come from the catalogue: text between tags, properties that people read or hear, and what looks like
 * a sentence in the middle of code.
 * @param {import('./syntax.mjs').Source} source
 * @returns {string[]} the faults
 */
export function findBareWords(source) {
  /** @type {string[]} */
  const faults = [];
  for (const { node, outer } of walkNodes(source.program)) {
    const text = textOf(node);
    if (text === null || !/\p{L}/u.test(text) || names.test(text.trim())) continue;
    if (isSaid(node, outer, text.trim()))
      faults.push(`${placeOf(source, node)}: “${text.trim()}” is not in the catalogue: t\`…\` of lib/words.ts.`);
  }
  return faults;
}

/** @param {Node} node */
function textOf(node) {
  if (node.type === 'JSXText' || (node.type === 'Literal' && typeof node['value'] === 'string')) return node['value'];
  if (node.type === 'TemplateElement') return node['value'].cooked ?? '';
  return null;
}

/**
 * @param {Node} node
 * @param {Node[]} outer
 * @param {string} text
 */
function isSaid(node, outer, text) {
  if (node.type === 'JSXText') return true;
  const { holder, isWhole } = holderOf(node, outer);
  if (isForMachines(holder, node) || outer.some((one) => one.type === 'TaggedTemplateExpression')) return false;
  if (outer.some((one) => one.type === 'JSXAttribute' && technical.test(nameOf(one)))) return false;
  if (isWhole && holder?.type === 'JSXAttribute') return true;
  if (isWhole && (holder?.type === 'JSXElement' || holder?.type === 'JSXFragment')) return true;
  return spoken.test(text);
}

/** What a value can stand in and still be what is shown. */
const transparent = new Set([
  'ConditionalExpression',
  'LogicalExpression',
  'TemplateLiteral',
  'JSXExpressionContainer',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
]);

/**
 * The nearest thing around a text that is more than a choice of it.
 * @param {Node} node
 * @param {Node[]} outer
 */
function holderOf(node, outer) {
  let inner = node;
  for (const one of outer) {
    const isTest =
      one['test'] === inner || (one.type === 'LogicalExpression' && one['left'] === inner && one['operator'] === '&&');
    if (!transparent.has(one.type) || isTest) return { holder: one, isWhole: !isTest };
    inner = one;
  }
  return { holder: undefined, isWhole: false };
}

/**
 * @param {Node | undefined} holder
 * @param {Node} node
 */
function isForMachines(holder, node) {
  if (holder === undefined) return true;
  const { type } = holder;
  if (/^(?:Import|Export\w*From|ExportAll|TS)/.test(type) || type === 'ExportNamedDeclaration') return true;
  if (type === 'BinaryExpression' || type === 'SwitchCase' || type === 'MemberExpression') return true;
  if (type === 'Property') return holder['key'] === node;
  // For those who read the console.
  return type === 'NewExpression' && String(holder['callee'].name).endsWith('Error');
}

/** @param {Node} attribute */
function nameOf({ name }) {
  return String(name.name?.name ?? name.name);
}
