import { importedNames, isFunction, placeOf, walkNodes } from './syntax.mjs';

/**
 * @typedef {import('./syntax.mjs').Node} Node
 * @typedef {import('./syntax.mjs').Source} Source
 * @typedef {{ message: string, file: string, values: string[] }} Words what `t` says, in ICU's syntax, and what its values are
 */

/** They mean something to ICU. Typographic quotes are better anyhow. */
const unfit = /[{}']/;

/**
 * The words of a module: t`…` of lib/words.ts.
 * @param {Source} source
 * @returns {{ words: Words[], faults: string[] }}
 */
export function collectWords(source) {
  const names = importedNames(source, /\/words\.ts$/);
  /** @type {Words[]} */
  const words = [];
  /** @type {string[]} */
  const faults = [];
  for (const { node, outer } of walkNodes(source.program)) {
    if (node.type !== 'TaggedTemplateExpression' || !names.has('t') || node['tag'].name !== names.get('t')) continue;
    const fault = (/** @type {string} */ said) => faults.push(`${placeOf(source, node)}: ${said}`);
    if (!outer.some(isFunction)) fault('t stands at the top of the module, where there is no language yet.');
    const { quasis, expressions } = node['quasi'];
    let message = textOf(quasis[0]);
    /** @type {string[]} */
    const values = [];
    for (const [index, value] of expressions.entries()) {
      const forms = readForms(value, names.get('plural'));
      if (forms === 'unclear') fault('The forms of a plural are written here, as two strings: one and other.');
      message += typeof forms === 'object' && forms ? icuPlural(index, forms) : `{${index}}`;
      message += textOf(quasis[index + 1]);
      values.push(source.text.slice(value.start, value.end).replaceAll(/\s+/g, ' ').slice(0, 80));
      if (typeof forms === 'object' && forms && unfit.test(forms.one + forms.other)) fault(unfitText);
    }
    if (quasis.some((/** @type {Node} */ quasi) => unfit.test(textOf(quasi)))) fault(unfitText);
    words.push({ message, file: source.file, values });
  }
  return { words, faults };
}

const unfitText = "Words hold no { } and no straight apostrophe: write ’ instead of '.";

/** @param {Node} quasi */
function textOf(quasi) {
  return String(quasi['value'].cooked);
}

/**
 * @param {number} index
 * @param {{ one: string, other: string }} forms
 */
function icuPlural(index, { one, other }) {
  return `{${index}, plural, one {${one}} other {${other}}}`;
}

/**
 * Null where the value is no plural.
 * @param {Node} value
 * @param {string | undefined} plural
 * @returns {{ one: string, other: string } | 'unclear' | null}
 */
function readForms(value, plural) {
  if (plural === undefined || value.type !== 'CallExpression' || value['callee'].name !== plural) return null;
  const properties = value['arguments'][1]?.properties ?? [];
  const [one, other] = ['one', 'other'].map(
    (name) => properties.find((/** @type {Node} */ property) => property['key']?.name === name)?.value?.value,
  );
  return typeof one === 'string' && typeof other === 'string' ? { one, other } : 'unclear';
}
