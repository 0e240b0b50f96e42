import { parseArgs } from 'node:util';
import { type Config, findUndone, loadConfig } from '../config/index.ts';
import { exportAuditCommand, verifyAuditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { copyFilesCommand } from './copy-files.ts';
import { exportCommand, importCommand } from './export.ts';
import type { FilesSettings } from './files-place.ts';
import { migrateCommand } from './migrate.ts';
import { newEpochCommand } from './new-epoch.ts';
import { rebuildMentionsCommand } from './rebuild-mentions.ts';
import { endSessionsCommand, rotateJwtKeysCommand } from './rotate-credentials.ts';
import { reindexCommand } from './reindex.ts';
import { rotatePushKeysCommand } from './rotate-push-keys.ts';
import { resetUserCommand } from './reset-user.ts';
import { restoreCommand } from './restore.ts';
import { rotateSecretCommand } from './rotate-secret.ts';
import { usage, UsageError, usageFor } from './usage.ts';
import { takeSecondFactorCommand } from './take-second-factor.ts';
import { inviteCommand } from './invite.ts';
import { createUserCommand, deactivateCommand, userRoleCommand } from './user.ts';
import { userSessionsCommand } from './user-sessions.ts';

type Say = (line: string) => void;
interface Options {
  from?: string;
  to?: string;
  in?: string;
  replace?: boolean;
  files?: string;
  'files-to'?: string;
  known?: string;
  username?: string;
  role?: string;
  uses?: string;
  days?: string;
  undo?: boolean;
  end?: boolean;
  'second-factor'?: boolean;
  'without-provider'?: boolean;
  'without-files'?: boolean;
  'despite-missing-files'?: boolean;
}

const texts = ['from', 'to', 'in', 'files', 'files-to', 'known', 'username', 'role', 'uses', 'days'] as const;
const switches = [
  ...(['replace', 'without-files', 'despite-missing-files', 'end', 'undo', 'second-factor'] as const),
  'without-provider',
] as const;

/** As the server that is meant was started with. */
export interface Surroundings extends FilesSettings {
  folder?: string | undefined;
  databaseUrl?: string | undefined;
  authSecret?: string | undefined;
  /** All that a server would be started with. Throws where the settings are not right. */
  config?: () => Config;
}

/** What is meant where nothing is named. */
interface Defaults {
  folder: string;
  place: string;
  authSecret: string | undefined;
  settings: FilesSettings;
  config: () => Config;
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
    takes: ['from', 'files', 'files-to'],
    run: ({ from, to = '', files, 'files-to': filesTo }, say, { folder, settings }) =>
      migrateCommand({ from: from ?? folder, to, files, filesTo, settings, say }),
  },
  'copy-files': {
    needs: ['to'],
    takes: ['files', 'in'],
    run: ({ to = '', files, in: place }, say, { place: usual, settings }) =>
      copyFilesCommand({ place: place ?? usual, from: files, to, settings, say }),
  },
  backup: {
    needs: ['to'],
    takes: ['from', 'files', 'without-files'],
    run: ({ from, to = '', files, 'without-files': withoutFiles = false }, say, { folder, settings }) =>
      backupCommand({ folder: from ?? folder, file: to, files, withoutFiles, settings, say }),
  },
  restore: {
    needs: ['from'],
    takes: ['to', 'replace', 'files', 'despite-missing-files'],
    run: (options, say, { folder, settings }) =>
      restoreCommand({
        file: options.from ?? '',
        folder: options.to ?? folder,
        replace: options.replace ?? false,
        files: options.files,
        despiteMissing: options['despite-missing-files'] ?? false,
        settings,
        say,
      }),
  },
  export: {
    needs: ['to'],
    takes: ['from', 'files'],
    run: ({ from, to = '', files }, say, { place, settings }) =>
      exportCommand({ place: from ?? place, to, files, settings, say }),
  },
  import: {
    needs: ['from'],
    takes: ['to', 'files-to'],
    run: ({ from = '', to, 'files-to': filesTo }, say, { place, settings }) =>
      importCommand({ from, place: to ?? place, filesTo, settings, say }),
  },
  'audit verify': {
    needs: [],
    takes: ['in', 'known'],
    run: ({ in: place, known }, say, defaults) => verifyAuditCommand(place ?? defaults.place, known, say),
  },
  'audit export': {
    needs: ['to'],
    takes: ['in'],
    run: ({ in: place, to = '' }, say, defaults) => exportAuditCommand(place ?? defaults.place, to, say),
  },
  'new-epoch': {
    needs: [],
    takes: ['in'],
    run: ({ in: place }, say, defaults) => newEpochCommand(place ?? defaults.place, say),
  },
  'rebuild-mentions': {
    needs: [],
    takes: ['in'],
    run: ({ in: place }, say, defaults) => rebuildMentionsCommand(place ?? defaults.place, say),
  },
  reindex: {
    needs: [],
    takes: ['in'],
    async run({ in: place }, say, defaults) {
      await reindexCommand(place ?? defaults.place);
      say(
        'A server that runs begins within half a minute; another one when it starts. Until it is done search finds less.',
      );
    },
  },
  'end-sessions': {
    needs: [],
    takes: ['in'],
    async run({ in: place }, say, defaults) {
      const ended = await endSessionsCommand(place ?? defaults.place);
      say(`${ended} sessions ended. Start Confab; everybody logs in anew.`);
    },
  },
  'rotate-jwt-keys': {
    needs: [],
    takes: ['in'],
    async run({ in: place }, say, defaults) {
      await rotateJwtKeysCommand(place ?? defaults.place);
      say('The keys of JWTs are gone. Start Confab; it makes new ones, and programs ask for new JWTs.');
    },
  },
  'rotate-push-keys': {
    needs: [],
    takes: ['in'],
    async run({ in: place }, say, defaults) {
      await rotatePushKeysCommand(place ?? defaults.place);
      say('The keys are new ones. Start Confab; each device takes notifications again once the page was opened there.');
    },
  },
  'user create': {
    needs: ['username'],
    takes: ['in', 'role'],
    run: ({ in: place, username = '', role }, say, defaults) =>
      createUserCommand({ place: place ?? defaults.place, username, role, say }),
  },
  'user role': {
    needs: ['username', 'role'],
    takes: ['in'],
    run: ({ in: place, username = '', role = '' }, say, defaults) =>
      userRoleCommand({ place: place ?? defaults.place, username, role, say }),
  },
  'user deactivate': {
    needs: ['username'],
    takes: ['in', 'undo'],
    run: ({ in: place, username = '', undo = false }, say, defaults) =>
      deactivateCommand({ place: place ?? defaults.place, username, undo, say }),
  },
  invite: {
    needs: [],
    takes: ['in', 'role', 'uses', 'days'],
    run: ({ in: place, role, uses, days }, say, { place: usual, config }) =>
      inviteCommand({ place: place ?? usual, role, uses, days, config: config(), say }),
  },
  'user sessions': {
    needs: ['username'],
    takes: ['in', 'end'],
    run: ({ in: place, username = '', end = false }, say, defaults) =>
      userSessionsCommand({ place: place ?? defaults.place, username, end, say }),
  },
  'user reset': {
    needs: ['username'],
    takes: ['in', 'second-factor', 'without-provider'],
    run: ({ in: named, username = '', ...is }, say, { place: usual, config }) => {
      const user = { place: named ?? usual, username, say };
      if (is['second-factor']) return takeSecondFactorCommand(user);
      const withoutProvider = is['without-provider'] ?? false;
      return resetUserCommand({ ...user, publicUrl: config().publicUrl, withoutProvider });
    },
  },
  doctor: {
    needs: [],
    takes: [],
    async run(_options, say, { config }) {
      const { doctorCommand } = await import('./doctor/doctor.ts');
      await doctorCommand(config(), say);
    },
  },
  'rotate-secret': {
    needs: [],
    takes: ['in', 'from'],
    async run({ in: place, from: oldFile }, say, { folder, place: usual, authSecret }) {
      const lost = await rotateSecretCommand({ place: place ?? usual, folder, authSecret, oldFile });
      say('The secret is a new one. Start Confab; people stay logged in, JWTs that are under way end.');
      if (lost > 0) {
        say(
          `Without the old secret the codes of ${lost} authenticator apps can't be checked any more. Whose they are logs in with a recovery ` +
            'code or a passkey and sets the app up anew, or an admin takes their second factor away.',
        );
      }
    },
  },
};

/** Runs what the arguments ask for. Rejects with `UsageError` where they make no sense. */
export async function runCommand(args: readonly string[], say: Say, surroundings: Surroundings = {}): Promise<void> {
  // Some have two words.
  const isPair = Object.hasOwn(commands, `${args[0]} ${args[1]}`);
  const name = isPair ? `${args[0]} ${args[1]}` : args[0];
  const rest = args.slice(isPair ? 2 : 1);
  if (name === undefined || name === 'help' || name === '--help') return say(usage);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw noCommand(args);
  const folder = surroundings.folder || './data';
  await command.run(readOptions(name, command, rest), say, {
    folder,
    place: surroundings.databaseUrl || folder,
    authSecret: surroundings.authSecret?.trim() || undefined,
    settings: surroundings,
    config: surroundings.config ?? (() => loadConfig({})),
  });
}

function noCommand(args: readonly string[]): UsageError {
  const words = args.slice(0, args[1]?.startsWith('-') ? 1 : 2).join(' ');
  return new UsageError(`There is no command "${words}".\n\n${usageFor(words)}`);
}

function readOptions(name: string, { needs, takes }: Command, args: readonly string[]): Options {
  const known = [...needs, ...takes];
  let values: Options;
  try {
    const options = {
      ...Object.fromEntries(texts.map((option) => [option, { type: 'string' as const }])),
      ...Object.fromEntries(switches.map((option) => [option, { type: 'boolean' as const }])),
    };
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usageFor(name)}`);
  }
  for (const option of [...texts, ...switches]) {
    const value = values[option];
    const undone = typeof value === 'string' ? findUndone(value, value.includes('://') ? 'url' : 'path') : null;
    if (undone !== null) throw new UsageError(`--${option} ${undone}`);
    if (value !== undefined && !known.includes(option)) {
      throw new UsageError(`"${name}" takes no --${option}.\n\n${usageFor(name)}`);
    }
    if (needs.includes(option) && !values[option])
      throw new UsageError(`"${name}" needs --${option}.\n\n${usageFor(name)}`);
  }
  return values;
}
