/**
 * @typedef {object} Surroundings
 * @property {(path: string) => boolean} exists is it among the files of the project
 * @property {string} nodeVersion that package-lock.json pins
 */

/**
 * What is wrong with a Dockerfile, as far as it can be seen without building it, as lines for a person to read.
 * @param {string} text
 * @param {Surroundings} surroundings
 */
export function findDockerfileFaults(text, { exists, nodeVersion }) {
  const instructions = readInstructions(text);
  const faults = instructions
    .filter(({ keyword }) => keyword === 'COPY')
    .flatMap(({ rest }) => listCopiedSources(rest))
    .filter((source) => !exists(source))
    .map((source) => `COPY ${source}: there is no such file or folder`);
  const finalStage = instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === 'FROM'));
  /** @param {string} keyword */
  const last = (keyword) => finalStage.findLast((instruction) => instruction.keyword === keyword)?.rest;
  const command = /** @type {string[]} */ (JSON.parse(last('CMD') ?? '[]'));
  const program = command.at(-1) ?? '';
  if (!exists(program)) faults.push(`CMD starts ${program || 'nothing'}, which does not exist`);
  if (!last('USER') || last('USER') === 'root') faults.push('the last stage must not run as root');
  if (!last('HEALTHCHECK')?.includes('/healthz')) faults.push('the last stage needs a HEALTHCHECK on /healthz');
  faults.push(...findShellFaults(finalStage));
  const base = /^ARG NODE=node:([\d.]+)/m.exec(text)?.[1];
  if (base !== nodeVersion) faults.push(`the base image has Node ${base}, package-lock.json pins ${nodeVersion}`);
  return faults.map((fault) => `Dockerfile: ${fault}`);
}

/**
 * The image keeps no shell: so nothing after the step that removes it needs one.
 * @param {{ keyword: string, rest: string }[]} stage
 */
function findShellFaults(stage) {
  const removal = stage.findIndex(({ keyword, rest }) => keyword === 'RUN' && /^\[.*\/usr\/bin\/sh\b/.test(rest));
  if (removal < 0) return ['the last stage must remove its shell'];
  const needsShell = stage.filter(({ keyword, rest }, place) => {
    const runs = keyword === 'RUN' ? place > removal : ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(keyword);
    return runs && !/(?:^|CMD )\[/.test(rest);
  });
  return needsShell.map(({ keyword }) => `${keyword} needs a shell, of which the image has none: write it as a list`);
}

/** @param {string} text */
function readInstructions(text) {
  return text
    .replaceAll(/^#.*$/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ keyword: /^\w+/.exec(line)?.[0] ?? '', rest: line.replace(/^\w+\s+/, '').trim() }));
}

/**
 * Those from the project; what comes from another stage is not there before the build.
 * @param {string} rest
 */
function listCopiedSources(rest) {
  if (rest.includes('--from=')) return [];
  return rest
    .split(/\s+/)
    .filter((word) => !word.startsWith('--'))
    .slice(0, -1);
}

/**
 * The port that the server listens on in its image.
 * @param {string} text
 */
export function readImagePort(text) {
  return Number(/^ENV\b.*\bPORT=(\d+)/m.exec(text)?.[1] ?? Number.NaN);
}
