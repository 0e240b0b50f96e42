/**
 * @typedef {object} Surroundings
 * @property {string[]} scripts of package.json
 * @property {(path: string) => string | null} read the text of a file by its path from the document; null if missing
 */

/**
 * Links that lead nowhere, commands that do not exist and numbers given twice, as lines for a person to read.
 * @param {string} file
 * @param {string} text
 * @param {Surroundings} surroundings
 */
export function findDocumentFaults(file, text, { scripts, read }) {
  const prose = text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  const deadLinks = links
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
    .flatMap((link) => explainDeadLink(link, text, read) ?? [])
    .map((reason) => `${file}: ${reason}`);
  const commands = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
  const unknownCommands = commands
    .filter((command) => !scripts.includes(command))
    .map((command) => `${file}: "npm run ${command}" is not in package.json`);
  return [...deadLinks, ...unknownCommands, ...findDoubledNumbers(text).map((reason) => `${file}: ${reason}`)];
}

/**
 * Tests cite rules by their numbers: each is given once.
 * @param {string} text
 */
function findDoubledNumbers(text) {
  const numbers = [...text.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((match) => match[1] ?? '');
  const doubled = new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index));
  return [...doubled].map((number) => `${number} is the number of two rules`);
}

/**
 * @param {string} link
 * @param {string} own the text of the document that has the link
 * @param {Surroundings['read']} read
 */
function explainDeadLink(link, own, read) {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? own : read(path);
  if (target === null) return `the link to ${path} leads nowhere`;
  if (anchor && target !== '' && !listAnchors(target).includes(anchor)) return `${link} has no such heading`;
  return null;
}

/** @param {string} text */
function listAnchors(text) {
  return [...text.matchAll(/^#+\s+(.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
}
