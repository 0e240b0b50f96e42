export const usage = `Usage: npm run confab -- COMMAND

  doctor
      Looks at all that a server needs, as it would be started now, and says what to do. Ends with 1 where something is wrong.
      The server may be running.
  migrate --to PLACE [--from PLACE] [--files FILES] [--files-to FILES]
      Copies everything to another database, compares the two and says what to change. Goes on where it was cut off. Files that
      people sent go into a folder's own "files", or to --files-to; else they stay where they are.
  copy-files --to FILES [--files FILES] [--in PLACE]
      Copies the files that people sent to another folder or bucket, each proven by its hash. It only adds, servers may be
      running, and it goes on where it was cut off.
  backup --to FILE [--from FOLDER] [--files FILES] [--without-files]
      Writes a data folder's database and secret into one new file, and the files that people sent into the folder FILE.files.
      What another backup beside it has takes no room again. The server may be running.
  restore --from FILE [--to FOLDER] [--replace] [--files FILES] [--despite-missing-files]
      Puts a backup into a data folder, all of it or nothing. --replace puts the database that is there aside.
  export --to FOLDER [--from PLACE] [--files FILES]
      Writes everything as JSON lines and files into a new folder, hashes of passwords too. Stop all nodes first.
  import --from FOLDER [--to PLACE] [--files-to FILES]
      Reads an export back into an empty place, on the same database or the other one. Everybody logs in anew.
  audit verify [--in PLACE] [--known SEQ:HASH]
      Reads the audit log and names the first entry that is not as it was written. Stop all nodes first; --known is what it said before.
  audit export --to FILE [--in PLACE]
      Writes the audit log as JSON lines. Stop all nodes first.
  new-epoch [--in PLACE]
      For a database that was put back to an older state by other means: clients read everything anew.
  rebuild-mentions [--in PLACE]
      Counts anew who is mentioned where, from the messages. Stop all nodes first. Goes on where it was cut off.
  reindex [--in PLACE]
      Has the search index made anew, from the messages. Servers may be running: they find less until it is done.
  user reset --username NAME --second-factor [--in PLACE]
      Takes somebody's second factor away, who lost their phone and their recovery codes, and logs them out
      everywhere. Stop all nodes first.
  user create --username NAME [--role ROLE] [--in PLACE]
      Makes an account and says its password, which they change when they log in. The first one owns the place. Stop all nodes first.
  user role --username NAME --role ROLE [--in PLACE]
      Makes somebody owner, admin, moderator, member or guest. Stop all nodes first.
  user deactivate --username NAME [--undo] [--in PLACE]
      Keeps somebody out, whatever they are logged in with; --undo lets them in again. Stop all nodes first.
  invite [--role ROLE] [--uses NUMBER] [--days NUMBER] [--in PLACE]
      Makes a link by which people come in: one member within a week, where nothing else is said. Stop all nodes first.
  user sessions --username NAME [--end] [--in PLACE]
      Where somebody is logged in; --end logs them out everywhere. Stop all nodes first.
  user reset --username NAME [--without-provider] [--in PLACE]
      An address at which somebody chooses a new password, once, within a day. Stop all nodes first, and start them for it.
      --without-provider is for a place that gave up its provider or directory: it lets them in no more.
  end-sessions [--in PLACE]
      Logs everybody out on all devices, where somebody else may have what people are logged in with. Stop all nodes first.
  rotate-jwt-keys [--in PLACE]
      New keys for JWTs, where somebody else may have the old ones. Stop all nodes first.
  rotate-push-keys [--in PLACE]
      New keys for push services, where somebody else may have the old ones. Stop all nodes first.
  rotate-secret [--in PLACE] [--from FILE]
      Gives a database a new secret: AUTH_SECRET where that is set, else one that it makes. Stop all nodes first. FILE holds the old
      AUTH_SECRET: without it codes of authenticator apps work no more.

FOLDER is a data folder; left out, it is DATA_DIR, or ./data. PLACE is one, or postgres://user@host:port/name; left out
with new-epoch, rebuild-mentions, reindex, end-sessions and the rotations, it is DATABASE_URL, or else the data folder. A password that should not show among the
processes of the machine goes into PGPASSWORD or ~/.pgpass. FILES is a folder like FILES_DIR or a bucket like FILES_URL; left out, it is what these
are set to, or the folder "files" of the data folder.
`;

/**
 * Of the usage what is about these words: a command by its one or two, a family ("user") by its first. Nothing of it fits a word that is
 * none: then the names of all, since whoever mistyped one looks for it.
 */
export function usageFor(words: string): string {
  const commands = commandsOf(usage);
  const meant = commands.filter(({ name }) => name === words);
  const family = commands.filter(({ name }) => name.startsWith(`${words.split(' ', 1)[0]} `));
  const found = meant.length > 0 ? meant : family;
  const names = [...new Set(commands.map(({ name }) => name))].join(', ');
  const shown = found.length > 0 ? `Usage:\n\n${found.map(({ text }) => text).join('\n')}` : `There are: ${names}.`;
  return `${shown}\n\n"npm run confab -- help" says all of it.`;
}

function commandsOf(text: string): { name: string; text: string }[] {
  // A command begins two spaces in; what it does stands below, further in.
  const found = text.matchAll(/^ {2}(?<name>[a-z][a-z-]*(?: [a-z][a-z-]*)?)[^\n]*(?:\n {6}[^\n]*)+/gm);
  return [...found].map(([block, name = '']) => ({ name, text: block }));
}

/** What was asked for makes no sense. The message is for the person who asked. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
