const webFile = /^apps\/web\/src\/(?!.*\.test\.tsx?$).*\.(tsx?|css)$/;

/** @typedef {{ pattern: RegExp, instead: string }} StyleRule */

/** Before a utility: variants ("max-wide:"), and a minus. */
const start = String.raw`(?<![\w-])(?:[\w/-]+:)*-?`;
const value = String.raw`-(?:\d|px\b|auto\b|full\b|\[|\()`;

/** @type {StyleRule[]} */
const classRules = [
  {
    pattern: new RegExp(
      [
        `${start}(?:(?:scroll-)?[mp][lr]|left|right)${value}[^\\s]*`,
        `${start}border-[lr](?![\\w])[^\\s]*`,
        `${start}rounded-(?:[lr]|[tb][lr])(?![\\w])[^\\s]*`,
        `${start}(?:text|float|clear)-(?:left|right)(?![\\w-])`,
      ].join('|'),
      'g',
    ),
    instead:
      'names a side of the screen, and some languages run from right to left: write ms-/me-, ps-/pe-, start-/end-, ' +
      'border-s/-e, rounded-ss/-se/-es/-ee, text-start/-end, or text-as-parent for a name.',
  },
  {
    pattern: new RegExp(`${start}(?:[a-z][a-z-]*(?:/|-)\\[[^\\]\\s]+\\]|\\[[a-z-]+:[^\\]\\s]+\\])(?!:)[^\\s]*`, 'g'),
    instead: 'is a size of its own: take one of the grid or of the theme, or give it a name in ui/tokens.css.',
  },
];

/** @type {StyleRule[]} */
const cssRules = [
  {
    pattern:
      /(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)|border-(?:top|bottom)-(?:left|right)|left|right)[\w-]*\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/g,
    instead:
      'names a side of the screen, and some languages run from right to left: write margin-inline-start, ' +
      'inset-inline-end, border-start-start-radius, text-align: start and the like.',
  },
];

/**
 * What a file of the page says in its styles and should not, as lines for a person to read.
 * @param {string} file from the root, with `/`
 * @param {string} text
 */
export function findStyleFaults(file, text) {
  if (!webFile.test(file)) return [];
  const rules = file.endsWith('.css') ? cssRules : classRules;
  const styles = file.endsWith('.css') ? withoutComments(text) : keepStrings(text);
  const faults = rules.flatMap(({ pattern, instead }) =>
    [...styles.matchAll(pattern)].map((found) => `${file}:${lineAt(text, found.index)}: "${found[0]}" ${instead}`),
  );
  return [...faults, ...findWholeMaps(file, text)];
}

/** A component that takes a whole map of the client's state renders again with everything that happens to anybody. */
const wholeMap =
  /useClientState\(\s*\(?\{?\s*(?:state|users|chats|presence|documents)\s*\}?\)?\s*=>\s*(?:state\.)?(?:users|chats|presence|documents)\s*\)/g;

/**
 * @param {string} file
 * @param {string} text
 */
function findWholeMaps(file, text) {
  return [...text.matchAll(wholeMap)].map(
    ({ index }) =>
      `${file}:${lineAt(text, index)}: this renders again with everything that happens to anybody. Select what is ` +
      'shown: useNames, useChatIds, selectList (session/).',
  );
}

/** Everything but the contents of quotes made blank: places stay the same. @param {string} text */
function keepStrings(text) {
  // Words (t`…`) are no classes.
  const strings = [...text.matchAll(/'[^'\n]*'|"[^"\n]*"|(?<!\w)`[^`\n]*`/g)];
  let kept = '';
  let end = 0;
  for (const { index, 0: string } of strings) {
    kept += ' '.repeat(index - end + 1) + string.slice(1, -1) + ' ';
    end = index + string.length;
  }
  return kept;
}

/** @param {string} css */
function withoutComments(css) {
  return css.replace(/\/\*.*?\*\//gs, (comment) => ' '.repeat(comment.length));
}

/**
 * @param {string} text
 * @param {number} index
 */
function lineAt(text, index) {
  return text.slice(0, index).split('\n').length;
}
