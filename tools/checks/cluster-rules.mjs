import { fillIn, listServers } from './compose-rules.mjs';

/** @import { ComposeFile, Service } from './compose-rules.mjs' */

/** What nodes that serve one database have to be given alike. */
const shared = ['DATABASE_URL', 'REDIS_URL', 'AUTH_SECRET', 'PUBLIC_URL', 'TRUSTED_PROXIES'];
const stickyPolicies = ['cookie', 'header', 'ip_hash', 'client_ip_hash', 'query', 'uri_hash'];

/**
 * What is wrong with a compose file of several nodes and the Caddyfile of the proxy before them, beyond what is wrong with
 * any compose file, as lines for a person to read.
 * @param {unknown} parsed
 * @param {string} caddyfile
 * @param {{ port: number }} image the port that it listens on
 */
export function findClusterFaults(parsed, caddyfile, { port }) {
  const file = /** @type {ComposeFile} */ (parsed ?? {});
  const servers = listServers(file);
  const proxies = Object.entries(file.services ?? {}).filter(([, { volumes = [] }]) =>
    volumes.some((mount) => mount.includes('Caddyfile')),
  );
  return [
    ...(servers.length < 2 ? ['there are fewer than two nodes'] : []),
    ...(proxies.length === 1 ? [] : ['there has to be one proxy, which mounts the Caddyfile']),
    ...findNodeFaults(file, servers),
    ...findExposed(file, proxies[0]?.[0]),
    ...findGivenSecrets(file),
    ...findProxyFaults(caddyfile, { upstreams: servers.map(([name]) => `${name}:${port}`), proxy: proxies[0]?.[1] }),
  ];
}

/**
 * @param {ComposeFile} file
 * @param {[string, Service][]} servers
 */
function findNodeFaults({ services = {} }, servers) {
  const [first] = servers;
  const environment = first ? fillIn(first[1]) : {};
  const unlike = servers.filter(([, server]) => JSON.stringify(fillIn(server)) !== JSON.stringify(environment));
  const elsewhere = ['DATABASE_URL', 'REDIS_URL'].filter((name) => {
    const host = URL.parse(environment[name] ?? '')?.hostname;
    return host && !(host in services);
  });
  return [
    ...shared.filter((name) => !environment[name]).map((name) => `the nodes need ${name}`),
    ...unlike.map(([name]) => `${name} is set up otherwise than ${first?.[0]}`),
    ...elsewhere.map((name) => `${name} leads to no service of this file`),
  ];
}

/**
 * @param {ComposeFile} file
 * @param {string | undefined} proxy
 */
function findExposed({ services = {} }, proxy) {
  return Object.entries(services)
    .filter(([name, { ports = [] }]) => name !== proxy && ports.length > 0)
    .map(([name]) => `${name} is open to the world: only the proxy may publish ports`);
}

/**
 * A secret that has a default is everybody's; one that is missing has to be asked for in words.
 * @param {ComposeFile} file
 */
function findGivenSecrets({ services = {} }) {
  return Object.entries(services).flatMap(([name, { environment = {} }]) =>
    Object.entries(environment)
      .filter(([variable, value]) => /SECRET|PASSWORD|postgres:\/\/\w+:/.test(`${variable}=${value}`))
      .filter(([, value]) => !/\$\{\w+:\?[^}]{10,}\}/.test(String(value)))
      .map(([variable]) => `${name}: ${variable} must come from .env, as \${NAME:?what to do}`),
  );
}

/**
 * @param {string} text
 * @param {{ upstreams: string[], proxy: Service | undefined }} wanted
 */
function findProxyFaults(text, { upstreams, proxy }) {
  const lines = text.replaceAll(/^\s*#.*$/gm, '').split('\n');
  /** @param {string} directive */
  const argumentsOf = (directive) =>
    lines
      .find((line) => line.trim().startsWith(`${directive} `))
      ?.trim()
      .split(/\s+/)
      .slice(1) ?? [];
  const named = argumentsOf('reverse_proxy').filter((word) => word !== '{');
  const policy = argumentsOf('lb_policy')[0] ?? '';
  const variables = [...text.matchAll(/\{\$(\w+)/g)].map((match) => match[1] ?? '');
  const faults = [];
  if (text.split('{').length !== text.split('}').length) faults.push('a brace is missing');
  if (named.toSorted().join() !== upstreams.toSorted().join()) {
    faults.push(`it sends to ${named.join(', ') || 'nobody'}, the nodes are ${upstreams.join(', ')}`);
  }
  if (argumentsOf('health_uri')[0] !== '/readyz') faults.push('it does not ask /readyz who is ready');
  if (stickyPolicies.includes(policy)) faults.push(`"lb_policy ${policy}" ties people to nodes`);
  for (const variable of variables) {
    if (!(variable in (proxy?.environment ?? {}))) faults.push(`it reads ${variable}, which the proxy is not given`);
  }
  return faults.map((fault) => `the Caddyfile: ${fault}`);
}
