/** @typedef {{ version?: string, integrity?: string, hasInstallScript?: boolean, link?: boolean, dev?: boolean, optional?: boolean, devOptional?: boolean }} Package */

/** @param {string} path */
const nameOf = (path) => path.split('node_modules/').at(-1) ?? '';

/**
 * What is wrong with the lock file, as lines for a person to read: packages that could be others than were looked at, and scripts of packages,
 * run when they are installed, about which nobody decided.
 * @param {Record<string, Package>} packages of package-lock.json
 * @param {Record<string, boolean>} allowed `allowScripts` of package.json
 */
export function findLockFaults(packages, allowed) {
  const foreign = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
  const unproven = foreign.filter(([, { integrity }]) => !/^sha(512|384)-/.test(integrity ?? ''));
  const scripted = new Set(foreign.filter(([, entry]) => entry.hasInstallScript).map(([path]) => nameOf(path)));
  return [
    ...unproven.map(([path]) => `package-lock.json: ${nameOf(path)} has no hash (integrity) to hold it against`),
    ...[...scripted]
      .filter((name) => !Object.hasOwn(allowed, name))
      .map((name) => `${name} runs a script when it is installed: say in allowScripts of package.json whether it may`),
    ...Object.keys(allowed)
      .filter((name) => !scripted.has(name))
      .map((name) => `allowScripts of package.json names ${name}, which runs none`),
  ];
}

/**
 * What `npm audit --json` says. `shipped`: of packages that run on a server; `others`: of those that build and test it. Null: the
 * registry did not answer.
 * @param {string} output
 * @param {Record<string, Package>} packages of package-lock.json
 * @param {Record<string, string>} accepted advisories that do no harm here, by their address, and why
 * @returns {{ shipped: string[], others: string[] } | null}
 */
export function readAudit(output, packages, accepted) {
  const report = parse(output);
  if (!report?.vulnerabilities) return null;
  /** @type {{ shipped: string[], others: string[] }} */
  const found = { shipped: [], others: [] };
  for (const { name, nodes = [], via = [] } of Object.values(report.vulnerabilities)) {
    const isShipped = nodes.some((path) => packages[path] && !isLeftOut(packages[path]));
    for (const advisory of via) {
      // A text names another package of the report, from which it comes.
      if (typeof advisory === 'string' || Object.hasOwn(accepted, advisory.url)) continue;
      const line = `${name}: ${advisory.title} (${advisory.severity}, ${advisory.url})`;
      (isShipped ? found.shipped : found.others).push(line);
    }
  }
  return found;
}

/**
 * @typedef {{ title: string, url: string, severity: string }} Advisory
 * @typedef {{ vulnerabilities?: Record<string, { name: string, nodes?: string[], via?: (string | Advisory)[] }> }} Report
 * @param {string} output
 * @returns {Report | null}
 */
function parse(output) {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}

/** @param {Package} entry */
function isLeftOut({ dev, devOptional }) {
  return Boolean(dev || devOptional);
}
