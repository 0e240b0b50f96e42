import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findUndone } from '../config/index.ts';
import { backUpSqlite } from '../storage/sqlite/back-up.ts';
import { restoreSqlite } from '../storage/sqlite/restore.ts';
import { migrateCommand } from './migrate.ts';
import { newEpochCommand } from './new-epoch.ts';
import { rebuildMentionsCommand } from './rebuild-mentions.ts';
import { rotatePushKeysCommand } from './rotate-push-keys.ts';
import { rotateSecretCommand } from './rotate-secret.ts';
import { usage, UsageError } from './usage.ts';

type Say = (line: string) => void;
interface Options {
  from?: string;
  to?: string;
  in?: string;
  replace?: boolean;
}

/** As the server that is meant was started with. */
export interface Surroundings {
  folder?: string | undefined;
  databaseUrl?: string | undefined;
  authSecret?: string | undefined;
}

/** What is meant where nothing is named. */
interface Defaults {
  folder: string;
  place: string;
  authSecret: string | undefined;
}

interface Command {
  /** Those that must be there, then those that may. */
  needs: readonly (keyof Options)[];
  takes: readonly (keyof Options)[];
  run(options: Options, say: Say, defaults: Defaults): Promise<void>;
}

const commands: Readonly<Record<string, Command>> = {
  migrate: {
    needs: ['to'],
    takes: ['from'],
    run: ({ from, to = '' }, say, { folder }) => migrateCommand({ from: from ?? folder, to, say }),
  },
  backup: {
    needs: ['to'],
    takes: ['from'],
    async run({ from, to = '' }, say, { folder }) {
      await backUpSqlite({ folder: from ?? folder, file: to });
      say(
        `The backup is ${resolve(to)}. It holds everything, the secret too, but the files that people sent: keep it where nobody else reads it, and copy FILES_DIR beside it.`,
      );
    },
  },
  restore: {
    needs: ['from'],
    takes: ['to', 'replace'],
    async run({ from = '', to, replace = false }, say, defaults) {
      const folder = to ?? defaults.folder;
      const aside = await restoreSqlite({ file: from, folder, replace });
      for (const path of aside) say(`Put aside: ${path}`);
      say(`The backup was read through and is in ${resolve(folder)}. Start Confab; clients read everything anew.`);
    },
  },
  'new-epoch': {
    needs: [],
    takes: ['in'],
    async run({ in: place }, say, defaults) {
      await newEpochCommand(place ?? defaults.place);
      say('Done. Start Confab; clients read everything anew.');
    },
  },
  'rebuild-mentions': {
    needs: [],
    takes: ['in'],
    run: ({ in: place }, say, defaults) => rebuildMentionsCommand(place ?? defaults.place, say),
  },
  'rotate-push-keys': {
    needs: [],
    takes: ['in'],
    async run({ in: place }, say, defaults) {
      await rotatePushKeysCommand(place ?? defaults.place);
      say('The keys are new ones. Start Confab; each device takes notifications again once the page was opened there.');
    },
  },
  'rotate-secret': {
    needs: [],
    takes: ['in'],
    async run({ in: place }, say, { folder, place: usual, authSecret }) {
      await rotateSecretCommand({ place: place ?? usual, folder, authSecret });
      say('The secret is a new one. Start Confab; people stay logged in, JWTs that are under way end.');
    },
  },
};

/** Runs what the arguments ask for. Rejects with `UsageError` where they make no sense. */
export async function runCommand(args: readonly string[], say: Say, surroundings: Surroundings = {}): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help') return say(usage);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}".\n\n${usage}`);
  const folder = surroundings.folder || './data';
  await command.run(readOptions(name, command, rest), say, {
    folder,
    place: surroundings.databaseUrl || folder,
    authSecret: surroundings.authSecret?.trim() || undefined,
  });
}

function readOptions(name: string, { needs, takes }: Command, args: readonly string[]): Options {
  const known = [...needs, ...takes];
  let values: Options;
  try {
    const text = { type: 'string' } as const;
    const options = { from: text, to: text, in: text, replace: { type: 'boolean' } } as const;
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
  for (const option of ['from', 'to', 'in', 'replace'] as const) {
    const value = values[option];
    const undone = typeof value === 'string' ? findUndone(value, value.includes('://') ? 'url' : 'path') : null;
    if (undone !== null) throw new UsageError(`--${option} ${undone}`);
    if (value !== undefined && !known.includes(option)) {
      throw new UsageError(`"${name}" takes no --${option}.\n\n${usage}`);
    }
    if (needs.includes(option) && !values[option]) throw new UsageError(`"${name}" needs --${option}.\n\n${usage}`);
  }
  return values;
}
