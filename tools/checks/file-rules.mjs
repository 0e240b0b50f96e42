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
  return [
    ...findVagueNames(file),
    ...findExcessLines(file, text),
    ...findUnexplainedSilence(file, text),
    ...findIgnoredAnswers(file, text),
    ...findRouteTexts(file, text),
  ];
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

/** A call of the API whose answer nobody looks at: it may be refused, and the test goes on without what it was to make. */
const ignoredAnswer = /^[ \t]*await [\w.]+(?:\.call\(\s*'[A-Z]+'|\.request\.\w+\((?![^;]*failOnStatusCode))/gm;

/**
 * @param {string} file
 * @param {string} text
 */
function findIgnoredAnswers(file, text) {
  if (!/\.(test|spec)\.ts$|\/tests\/|^e2e\//.test(file)) return [];
  return [...text.matchAll(ignoredAnswer)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    return `${file}:${line}: nobody looks at this answer. Use "must", or failOnStatusCode in the browser.`;
  });
}

/** The address of an operation in code, with or without its method. */
const routeText = /['"`](?:[A-Z]+ )?\/api\/\w/;
const isPathsFile = /^packages\/protocol\/src\/[\w-]+\/paths\.ts$/;

/**
 * @param {string} file
 * @param {string} text
 */
function findRouteTexts(file, text) {
  if (!/^(apps|packages)\/[\w-]+\/src\//.test(file) || /\.test\.tsx?$/.test(file) || isPathsFile.test(file)) return [];
  return text
    .split('\n')
    .flatMap((line, index) =>
      routeText.test(line) && !/^\s*(\/?\*|\/\/)/.test(line)
        ? [
            `${file}:${index + 1}: the address of an operation is written in packages/protocol/src/<noun>/paths.ts alone. ` +
              'Take it from there: `implement` on the server, `call` in a client, `addressOf` elsewhere.',
          ]
        : [],
    );
}
