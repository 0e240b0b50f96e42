import { resolve } from 'node:path';
import type { Config } from '../../config/index.ts';
import { checkPostgres, checkSqlite } from './check-database.ts';
import { checkDataFolder, checkRoom } from './check-folder.ts';
import { checkAddress, checkPort } from './check-network.ts';
import { checkSecret } from './check-secret.ts';
import { checkFiles, checkMail, checkRedis } from './check-services.ts';
import { type Check, type Finding, reasonOf } from './finding.ts';

/** Something was found that keeps Confab from its work: the process ends with 1. */
export class NotWellError extends Error {
  override readonly name = 'NotWellError';
}

/**
 * `confab doctor`: looks at all that a server needs, as it would be started now, and says what to do. Changes nothing; a server may be
 * running. Rejects with `NotWellError` where something is a problem.
 */
export async function doctorCommand(config: Config, say: (line: string) => void): Promise<void> {
  const { databaseUrl, dataDir, files } = config;
  const checks: Record<string, Check> = {
    'data folder': () => checkDataFolder(dataDir),
    room: () => checkRoom('room', dataDir),
    'room for files': async () =>
      files === null || resolve(files.folder).startsWith(resolve(dataDir))
        ? null
        : await checkRoom('room for files', files.folder),
    secret: () => checkSecret(config),
    database: () => (databaseUrl === undefined ? checkSqlite(dataDir) : checkPostgres(databaseUrl)),
    Redis: () => checkRedis(config),
    files: () => checkFiles(config),
    mail: () => checkMail(config),
    port: () => checkPort(config),
    address: () => checkAddress(config),
  };
  say('The settings are right.');
  let problems = 0;
  // One after the other: what one changes, as a folder that is made, another sees.
  for (const [subject, check] of Object.entries(checks)) {
    const finding = await check().catch((error: unknown) => failed(subject, error));
    if (finding === null) continue;
    if (finding.status === 'problem') problems += 1;
    for (const line of linesOf(finding)) say(line);
  }
  if (problems > 0) throw new NotWellError(problems === 1 ? 'One thing is wrong.' : `${problems} things are wrong.`);
  say('Nothing is wrong.');
}

function failed(subject: string, error: unknown): Finding {
  return { subject, status: 'problem', text: `It can't be looked at: ${reasonOf(error)}` };
}

const marks = { ok: 'ok     ', attention: 'LOOK   ', problem: 'WRONG  ' } as const;

function linesOf({ subject, status, text, advice }: Finding): string[] {
  const line = `${marks[status]}${subject}: ${text}`;
  return advice === undefined ? [line] : [line, `       ${advice}`];
}
