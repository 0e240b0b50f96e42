import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Attribute, Change, Client } from 'ldapts';
import { freePort } from '../free-port.ts';

export interface TestDirectory extends AsyncDisposable {
  url: string;
  base: string;
  reader: { dn: string; password: string };
  add(dn: string, attributes: Record<string, string | string[]>): Promise<void>;
  set(dn: string, attribute: string, values: string[]): Promise<void>;
  /** Ends it, as a machine that is switched off. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const base = 'dc=example,dc=org';
const reader = { dn: `cn=reader,${base}`, password: 'reads, and no more' };

const schemaFolders = ['/etc/ldap/schema', '/etc/openldap/schema', '/opt/homebrew/etc/openldap/schema'];
const moduleFolders = [
  '/usr/lib/ldap',
  '/usr/lib64/openldap',
  '/usr/lib/openldap',
  '/opt/homebrew/opt/openldap/libexec/openldap',
];

/** A `slapd` of the test's own, in a folder that goes with it, on a free port. */
export async function startTestDirectory(): Promise<TestDirectory> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-slapd-'));
  await mkdir(join(folder, 'db'));
  const file = join(folder, 'slapd.conf');
  await writeFile(file, configure(folder));
  const url = `ldap://127.0.0.1:${await freePort()}`;
  let child = await launch(url, file);
  const client = new Client({ url });
  const asReader = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
    try {
      await client.bind(reader.dn, reader.password);
      return await work(client);
    } finally {
      await client.unbind();
    }
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  await asReader(async (own) => {
    await own.add(base, { objectClass: ['dcObject', 'organization'], o: 'Example', dc: 'example' });
    for (const ou of ['people', 'groups']) await own.add(`ou=${ou},${base}`, { objectClass: 'organizationalUnit', ou });
  });
  return {
    url,
    base,
    reader,
    add: (dn, attributes) => asReader((own) => own.add(dn, attributes)),
    set: (dn, type, values) =>
      asReader((own) =>
        own.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) })),
      ),
    stop,
    async start() {
      child = await launch(url, file);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configure(folder: string): string {
  const schemas = schemaFolders.find((path) => existsSync(path)) ?? schemaFolders[0];
  const modules = moduleFolders.find((path) => existsSync(join(path, 'back_mdb.so')));
  return [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include ${schemas}/${name}.schema`),
    // Where they are not built in.
    ...(modules ? [`modulepath ${modules}`, 'moduleload back_mdb', 'moduleload memberof'] : []),
    'database mdb',
    'maxsize 16777216',
    // It is gone with the test: nothing need be on the disk.
    'dbnosync',
    `suffix "${base}"`,
    `rootdn "${reader.dn}"`,
    `rootpw "${reader.password}"`,
    `directory ${join(folder, 'db')}`,
    'overlay memberof',
    '',
  ].join('\n');
}

async function launch(url: string, file: string): Promise<ChildProcess> {
  const program = process.env['SLAPD_PATH'] || (existsSync('/usr/sbin/slapd') ? '/usr/sbin/slapd' : 'slapd');
  const child = spawn(program, ['-h', url, '-f', file, '-d', 'stats'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ready = Promise.withResolvers<void>();
  let output = '';
  child.once('error', (error) =>
    ready.reject(new Error('These tests need slapd (Debian: apt-get install slapd).', { cause: error })),
  );
  child.once('exit', () => ready.reject(new Error(`slapd ended at once:\n${output}`)));
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('slapd starting')) ready.resolve();
  });
  await ready.promise;
  // It says so a moment before it listens.
  const { port } = new URL(url);
  while (child.exitCode === null && !(await isListening(Number(port)))) await wait(20);
  return child;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
