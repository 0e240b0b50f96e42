const sourceFile = /\.(ts|tsx|mjs|css)$/;
const longestFile = 400;
/** Names that say nothing of what is inside, so that anything ends up there. */
const vagueName = /^(.+-)?(utils?|helpers?|common|misc|managers?)$/;

/**
 * What is wrong with a file's name, length or silenced rules, as lines for a person to read.
 * @param {string} file from the root, with `/`
 * @param {string} text
 */
export function findFileFaults(file, text) {
  if (!sourceFile.test(file)) return [];
  return [...findVagueNames(file), ...findExcessLines(file, text), ...findUnexplainedSilence(file, text)];
}

/** @param {string} file */
function findVagueNames(file) {
  return file
    .split('/')
    .map((part) => part.replace(/\..*$/, ''))
    .filter((name) => vagueName.test(name))
    .map((name) => `${file}: "${name}" says nothing. Name it after the noun that the code is about.`);
}

/**
 * @param {string} file
 * @param {string} text
 */
function findExcessLines(file, text) {
  const lines = text.split('\n').length - 1;
  return lines > longestFile ? [`${file}: ${lines} lines, at most ${longestFile}. It holds two things: split it.`] : [];
}

/**
 * @param {string} file
 * @param {string} text
 */
function findUnexplainedSilence(file, text) {
  return text.split('\n').flatMap((line, index) => {
    const directive = /\/[/*]\s*(?:oxlint|eslint)-disable\S*(?<rest>.*)/.exec(line);
    return directive && !/\s--\s+\S/.test(directive.groups?.['rest'] ?? '')
      ? [`${file}:${index + 1}: a silenced rule needs its reason beside it, after " -- ".`]
      : [];
  });
}
