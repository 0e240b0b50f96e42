/** An entry of the list in docs/security.md: a point that begins with its number, until the next point or heading. */
const entry = /^- \*\*A(\d+)\*\*(.*?)(?=^- |^#|$(?![\s\S]))/gms;
/** As tests carry them in their names, and as comments do: numbers of attacks and rules in brackets. */
const citation = /[[(](?:[AD]\d{1,2}[\s,–]*)+[\])]/g;

/**
 * Where the list of attacks and the tree have drifted apart, as lines for a person to read.
 * @param {string} list the text of docs/security.md
 * @param {Map<string, string>} sources code by its path from the root
 */
export function findAttackFaults(list, sources) {
  const entries = new Map([...list.matchAll(entry)].map(([, number, text = '']) => [Number(number), text]));
  const cited = new Map([...sources].map(([file, text]) => [file, citedIn(text)]));
  return [
    ...findMissing(entries),
    ...findUndefined(entries, cited),
    ...findUncited(entries, cited),
    ...findUntold(entries, cited),
  ];
}

/** The attacks that everything has to withstand: those found later have higher numbers. */
const listedMax = 48;
const isTest = /\.(test|spec|contract)\.tsx?$|(^|\/)(tests|e2e)\//;

/**
 * Each has a test, or says that what it is about is not there.
 * @param {Entries} entries
 */
function findMissing(entries) {
  const lacking = Array.from({ length: listedMax }, (_, place) => place + 1).filter((number) => !entries.has(number));
  const untested = [...entries].filter(
    ([, text]) => !filesNamedIn(text).some((file) => isTest.test(file)) && !text.includes('Not built yet'),
  );
  return [
    ...lacking.map((number) => `docs/security.md: A${number} is missing`),
    ...untested.map(([number]) => `docs/security.md: A${number} names no test, and does not say "Not built yet"`),
  ];
}

/** @param {string} text */
function citedIn(text) {
  const found = [...text.matchAll(citation)].flatMap(([brackets]) => [...brackets.matchAll(/A(\d+)/g)]);
  return new Set(found.map((match) => Number(match[1])));
}

/** @typedef {Map<number, string>} Entries @typedef {Map<string, Set<number>>} Cited */

/**
 * @param {Entries} entries
 * @param {Cited} cited
 */
function findUndefined(entries, cited) {
  return [...cited].flatMap(([file, numbers]) =>
    [...numbers]
      .filter((number) => !entries.has(number))
      .map((number) => `${file}: A${number} is not in docs/security.md`),
  );
}

/**
 * @param {Entries} entries
 * @param {Cited} cited
 */
function findUncited(entries, cited) {
  return [...entries].flatMap(([number, text]) =>
    filesNamedIn(text)
      .filter((file) => !cited.get(file)?.has(number))
      .map((file) => `docs/security.md: A${number} names ${file}, which has no [A${number}]`),
  );
}

/**
 * @param {Entries} entries
 * @param {Cited} cited
 */
function findUntold(entries, cited) {
  return [...entries]
    .filter(([, text]) => filesNamedIn(text).length === 0)
    .flatMap(([number]) => {
      const tests = [...cited].filter(([file, numbers]) => /\.(test|spec)\.tsx?$/.test(file) && numbers.has(number));
      return tests.map(([file]) => `docs/security.md: A${number} is tested in ${file}: name it there`);
    });
}

/** @param {string} text */
function filesNamedIn(text) {
  return [...text.matchAll(/\]\(\.\.\/([^)#]+)\)/g)].map((match) => match[1] ?? '');
}
