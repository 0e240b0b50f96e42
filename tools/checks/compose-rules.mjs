/**
 * @typedef {object} Surroundings
 * @property {(path: string) => boolean} exists is it among the files of the project
 * @property {string[]} variables that the server reads
 * @property {(environment: Record<string, string>) => string[]} explainConfig why a server would not start with it
 *
 * @typedef {object} Service
 * @property {string} [image]
 * @property {Record<string, string | number | boolean>} [environment]
 * @property {string[]} [volumes]
 * @property {string[]} [ports]
 * @property {string[] | Record<string, { condition?: string }>} [depends_on]
 * @property {unknown} [healthcheck]
 * @property {string} [stop_grace_period]
 * @property {boolean} [privileged]
 * @property {string} [network_mode]
 * @property {string[]} [cap_add]
 * @property {boolean} [read_only]
 *
 * @typedef {{ services?: Record<string, Service>, volumes?: Record<string, unknown> }} ComposeFile
 */

const serverImage = 'confab';
const defaultShutdownSeconds = 10;
/** A port below 1,024 takes this one. */
const harmlessCapabilities = ['NET_BIND_SERVICE'];

/**
 * What is wrong with a compose file, as far as it can be seen without an engine, as lines for a person to read.
 * @param {unknown} parsed
 * @param {Surroundings} surroundings
 */
export function findComposeFaults(parsed, surroundings) {
  const file = /** @type {ComposeFile} */ (parsed ?? {});
  const servers = listServers(file);
  const faults = Object.entries(file.services ?? {}).flatMap(([name, service]) =>
    [
      ...findMountFaults(service, file, surroundings),
      ...findDependencyFaults(service, file),
      ...findPrivileges(service),
    ].map((fault) => `${name} ${fault}`),
  );
  for (const [name, service] of servers) {
    if (!service.read_only) faults.push(`${name} may write into its image: read_only is missing`);
    faults.push(...findSettingFaults(service, surroundings).map((fault) => `${name} ${fault}`));
    if (graceSeconds(service) <= shutdownSeconds(service)) {
      faults.push(`${name} is killed before its SHUTDOWN_SECONDS are over: stop_grace_period is too short`);
    }
  }
  if (servers.length === 0) faults.push(`no service runs the image "${serverImage}"`);
  return faults;
}

/**
 * The services that run Confab.
 * @param {ComposeFile} file
 */
export function listServers({ services = {} }) {
  return Object.entries(services).filter(([, { image }]) => image === serverImage);
}

/**
 * The environment with something in the place of each variable: its default, or what somebody may have put into .env.
 * @param {Service} service
 * @returns {Record<string, string>}
 */
export function fillIn({ environment = {} }) {
  const filled = Object.entries(environment).map(([name, value]) => [
    name,
    String(value).replaceAll(/\$\{\w+(?::(?<kind>[-?])(?<text>[^}]*))?\}/g, (...match) => {
      /** @type {{ kind?: string, text?: string }} */
      const { kind, text } = match.at(-1);
      return kind === '-' ? (text ?? '') : 'a1'.repeat(16);
    }),
  ]);
  return Object.fromEntries(filled);
}

/**
 * @param {Service} service
 * @param {ComposeFile} file
 * @param {Surroundings} surroundings
 */
function findMountFaults({ volumes: mounts = [] }, { volumes = {} }, { exists }) {
  return mounts.flatMap((mount) => {
    const source = mount.split(':')[0] ?? '';
    if (source.startsWith('./')) return exists(source) ? [] : [`mounts ${source}, which does not exist`];
    if (source.includes('docker.sock')) return ['is given the engine itself'];
    return source in volumes || source.startsWith('/') ? [] : [`mounts ${source}, which is not among the volumes`];
  });
}

/**
 * @param {Service} service
 * @param {ComposeFile} file
 */
function findDependencyFaults({ depends_on: dependencies = {} }, { services = {} }) {
  /** @type {Record<string, { condition?: string }>} */
  const conditions = Array.isArray(dependencies)
    ? Object.fromEntries(dependencies.map((name) => [name, {}]))
    : dependencies;
  return Object.entries(conditions).flatMap(([name, { condition }]) => {
    const other = services[name];
    if (!other) return [`depends on ${name}, which is no service`];
    // The image of the server brings its own.
    const tellsHealth = other.healthcheck !== undefined || other.image === serverImage;
    return condition === 'service_healthy' && !tellsHealth
      ? [`waits for ${name} to be healthy, which has no healthcheck`]
      : [];
  });
}

/**
 * @param {Service} service
 * @param {Surroundings} surroundings
 */
function findSettingFaults(service, { variables, explainConfig }) {
  const environment = fillIn(service);
  return [
    ...Object.keys(environment)
      .filter((name) => !variables.includes(name))
      .map((name) => `sets ${name}, which the server does not read`),
    ...explainConfig(environment).map((reason) => `does not start: ${reason}`),
  ];
}

/** @param {Service} service */
function findPrivileges({ privileged, network_mode: network, cap_add: capabilities = [] }) {
  const added = capabilities.filter((capability) => !harmlessCapabilities.includes(capability));
  return [
    ...(privileged ? ['is privileged'] : []),
    ...(network === 'host' ? ['shares the network of the machine'] : []),
    ...added.map((capability) => `adds the capability ${capability}`),
  ];
}

/** @param {Service} service */
function shutdownSeconds(service) {
  return Number(fillIn(service)['SHUTDOWN_SECONDS'] ?? defaultShutdownSeconds);
}

/** @param {Service} service */
function graceSeconds({ stop_grace_period: period = '10s' }) {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(period) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
